"""What the addresses in capacity_rounds.toml name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.capacity.rounds.models import Assessment
from capacities.capacity.rounds.services.answers import add_evidence, add_remark
from capacities.capacity.rounds.services.statements import save_statement
from capacities.capacity.rounds.services.team import invite_colleague
from capacities.capacity.rounds.values import digest
from capacities.core.people.models import Person
from tests.capacity.factories import make_assessment, make_round, make_version
from tests.capacity.rounds.factories import make_questions, question


def objects(cast: Mapping[str, Person]) -> dict[str, Any]:
    """Make an open round of Europe's with Romania and Bulgaria, in which the citizen writes for Romania; and a draft."""
    version = make_version("rights")
    make_questions(version)
    round = make_round(version, "open")
    romania = make_assessment(round, "RO", {"share": 3}, privacy="own", state="started")
    make_round(version, "draft", state="draft")
    officer = cast["hub_team"]
    writer = invite_colleague(by=officer, assessment=romania, email=cast["citizen"].email, part="writer")
    upload = SimpleUploadedFile("order.txt", b"An order")
    team = question(version, "team")
    signed: Assessment = make_assessment(round, "BG", privacy="public", state="signed_off")
    return {
        "ro": romania.pk,
        "bg": signed.pk,
        "nothing": digest(None),
        "writer": writer.pk,
        "file": add_evidence(by=officer, assessment=romania, question=team, upload=upload).pk,
        "remark": add_remark(by=officer, assessment=romania, question_key="team", text="Why?").pk,
        "need": save_statement(by=officer, assessment=romania, side="need", topic="finance-private").pk,
    }
