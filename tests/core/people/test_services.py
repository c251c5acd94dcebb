"""Asking for roles, answering, leaving: what changes, what is recorded, who is told."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from capacities.core.audit import history
from capacities.core.outbox.delivery import MailNotSent
from capacities.core.people import services
from capacities.core.people.models import Grant, Person, RequestState, RoleRequest
from capacities.core.people.queries import holds, open_requests
from capacities.core.people.roles import EVERYWHERE, country_scope, place_scope
from capacities.core.permissions import Refused
from tests.cast import make_cast, make_person
from tests.jobs import do_waiting_jobs

pytestmark = pytest.mark.django_db
SUCEAVA = place_scope("ro", "suceava")


def waiting_mails() -> list[tuple[str, int]]:
    """Return which mail waits for whom."""
    return [(job.args["name"], job.args["person_id"]) for job in ProcrastinateJob.objects.order_by("pk")]


def ask(person: Person) -> RoleRequest:
    return services.request_role(by=person, scope=SUCEAVA, message="Lucrez la biroul de energie.")


@pytest.mark.parametrize("who", ["citizen", "city_team", "other_city", "other_hub", "european_team"])
def test_nobody_but_the_hub_of_the_country_and_stewards_answers(who: str) -> None:
    cast = make_cast()
    asked = ask(cast["citizen"])

    for answer in (
        lambda: services.accept_request(by=cast[who], request=asked),
        lambda: services.refuse_request(by=cast[who], request=asked, reason="No"),
        lambda: services.reopen_request(by=cast[who], request=asked),
        lambda: services.grant_role(by=cast[who], person=cast["citizen"], role="city_team", scope=SUCEAVA),
    ):
        with pytest.raises(Refused):
            answer()

    asked.refresh_from_db()
    assert asked.state == RequestState.OPEN
    assert not cast["citizen"].grants.exists()


def test_a_hub_officer_does_not_answer_their_own_request() -> None:
    hub = make_person("hub", ("hub_team", country_scope("RO")))
    asked = ask(hub)

    with pytest.raises(Refused, match="nobody answers their own"):
        services.accept_request(by=hub, request=asked)


def test_a_request_is_told_to_the_hub_of_the_country_and_to_stewards_where_there_is_none() -> None:
    cast = make_cast()

    ask(cast["citizen"])
    services.request_role(by=cast["citizen"], scope=place_scope("hu", "pecs"), message="Me")

    assert waiting_mails() == [("role_requested", cast["hub_team"].pk), ("role_requested", cast["steward"].pk)]
    assert [r.scope for r in open_requests(cast["hub_team"])] == ["place:ro/suceava"]
    assert not open_requests(cast["other_hub"]).exists()
    assert not open_requests(cast["citizen"]).exists()


def test_accepting_grants_the_role_once_and_tells_the_asker() -> None:
    cast = make_cast()
    asked = ask(cast["citizen"])

    done = services.accept_request(by=cast["hub_team"], request=asked)

    citizen = Person.objects.get(pk=cast["citizen"].pk)
    assert holds(citizen, "city_team", SUCEAVA)
    assert (done.state, done.answered_by, done.grant) == ("granted", cast["hub_team"], citizen.grants.get())
    assert waiting_mails()[-1] == ("role_granted", citizen.pk)
    with pytest.raises(Refused, match="answered or withdrawn in the meantime"):
        services.refuse_request(by=cast["steward"], request=asked, reason="Too late")
    with pytest.raises(Refused, match="already"):
        ask(citizen)


def test_an_answer_can_be_taken_back_with_the_role() -> None:
    cast = make_cast()
    asked = services.accept_request(by=cast["hub_team"], request=ask(cast["citizen"]))

    services.reopen_request(by=cast["hub_team"], request=asked)

    asked.refresh_from_db()
    assert (asked.state, asked.answered_by, asked.grant) == ("open", None, None)
    assert not holds(Person.objects.get(pk=cast["citizen"].pk), "city_team")
    assert cast["citizen"].grants.get().revoked_by == cast["hub_team"]


def test_a_refusal_needs_a_reason_and_another_request_is_possible_after_it() -> None:
    cast = make_cast()
    asked = ask(cast["citizen"])

    with pytest.raises(Refused, match="reason"):
        services.refuse_request(by=cast["hub_team"], request=asked, reason="  ")
    services.refuse_request(by=cast["hub_team"], request=asked, reason="Write from the town hall’s address.")
    again = ask(cast["citizen"])

    assert again.pk != asked.pk
    assert RoleRequest.objects.get(pk=asked.pk).reason == "Write from the town hall’s address."


def test_somebody_asks_once_at_a_time_and_withdraws_only_their_own() -> None:
    cast = make_cast()
    asked = ask(cast["citizen"])

    with pytest.raises(Refused, match="asked already"):
        ask(cast["citizen"])
    with pytest.raises(Refused):
        services.withdraw_request(by=cast["steward"], request=asked)
    services.withdraw_request(by=cast["citizen"], request=asked)

    asked.refresh_from_db()
    assert asked.state == RequestState.WITHDRAWN


def test_a_role_ends_at_its_time_and_a_second_grant_moves_the_end() -> None:
    steward = make_person("steward", ("steward", EVERYWHERE))
    person = make_person()
    tomorrow = timezone.now() + timedelta(days=1)

    first = services.grant_role(by=steward, person=person, role="city_team", scope=SUCEAVA)
    second = services.grant_role(by=steward, person=person, role="city_team", scope=SUCEAVA, valid_until=tomorrow)

    assert first.pk == second.pk
    assert Grant.objects.get(pk=first.pk).valid_until == tomorrow
    with pytest.raises(ValueError, match="cannot be granted for scope"):
        services.grant_role(by=steward, person=person, role="hub_team", scope=SUCEAVA)


def test_revoking_keeps_the_grant_with_its_reason_and_tells_the_holder() -> None:
    cast = make_cast()
    grant = cast["city_team"].grants.get()

    services.revoke_grant(by=cast["hub_team"], grant=grant, reason="Left the town hall")

    grant.refresh_from_db()
    assert (grant.revoked_by, grant.revoked_reason, grant.is_active) == (cast["hub_team"], "Left the town hall", False)
    assert waiting_mails() == [("role_revoked", cast["city_team"].pk)]
    with pytest.raises(Refused, match="ended already"):
        services.revoke_grant(by=cast["steward"], grant=grant)


def test_mails_arrive_in_the_readers_language(smtp_sink: list[EmailMessage]) -> None:
    hub = make_person("hub", ("hub_team", country_scope("RO")), language="ro")
    asker = make_person("ann", language="en")
    asked = ask(asker)
    services.refuse_request(by=hub, request=asked, reason="We do not know you yet.")

    do_waiting_jobs()

    to_hub, to_asker = smtp_sink
    assert (to_hub["To"], to_asker["To"]) == ("hub@example.org", "ann@example.org")
    assert to_hub["Subject"].strip() == "Ann cere să intre în echipa localității ro/suceava"
    assert "Lucrez la biroul de energie." in to_hub.get_content()
    assert f"/requests/{asked.pk}/" in to_hub.get_content()
    assert to_asker["Subject"].strip() == "Your request for the team of ro/suceava"
    assert "We do not know you yet." in to_asker.get_content()


def test_a_mail_server_that_is_down_makes_the_job_try_again(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    make_person("hub", ("hub_team", country_scope("RO")))
    ask(make_person())

    with pytest.raises(MailNotSent):
        do_waiting_jobs()


def test_every_change_is_recorded_without_secrets_and_by_whom(client: Any, places: None) -> None:
    cast = make_cast()
    asked = ask(cast["citizen"])
    client.force_login(cast["hub_team"])

    client.post(f"/requests/{asked.pk}/grant/")

    latest = history(model=RoleRequest, object_id=asked.pk)[0]
    assert (latest.kind, latest.person_id, latest.url) == (
        "update",
        cast["hub_team"].pk,
        f"/requests/{asked.pk}/grant/",
    )
    assert latest.before_after["state"] == ("open", "granted")
    recorded = {field.name for field in Person._meta.get_field("events").related_model._meta.get_fields()}
    assert not {"password", "last_login"} & recorded


def test_deleting_an_account_leaves_no_name_behind(client: Any) -> None:
    cast = make_cast()
    person = cast["citizen"]
    asked = ask(person)
    client.force_login(person)

    with pytest.raises(Refused):
        services.delete_account(by=cast["steward"], person=person)
    services.delete_account(by=person, person=Person.objects.get(pk=person.pk))

    assert not Person.objects.filter(email="citizen@example.org").exists()
    assert history(model=RoleRequest, object_id=asked.pk) == []
    assert history(model=Person, object_id=person.pk) == []
    assert client.get("/account/").status_code == 302


def test_an_e_mail_address_belongs_to_one_person_in_any_case() -> None:
    made = Person.objects.create_user("Ana.Pop@Example.ORG")

    assert made.email == "ana.pop@example.org"
    assert Person.objects.get_by_natural_key("ANA.POP@example.org") == made
    assert not made.has_usable_password()


def test_the_profile_takes_only_known_zones() -> None:
    person = make_person()

    services.change_profile(by=person, person=person, name="Ana Pop", language="ro", time_zone="Europe/Bucharest")

    person.refresh_from_db()
    assert (person.name, person.language, person.time_zone) == ("Ana Pop", "ro", "Europe/Bucharest")
    with pytest.raises(Exception, match="not a known time zone"):
        services.change_profile(by=person, person=person, name="Ana", language="ro", time_zone="Mars/Olympus")


def test_sample_people_are_made_once() -> None:
    first = services.create_sample_people()
    second = services.create_sample_people()

    assert [(p.email, role) for p, role in first] == [
        ("steward@example.org", "steward"),
        ("hub@example.org", "hub_team"),
        ("city@example.org", "city_team"),
        ("europe@example.org", "european_team"),
        ("citizen@example.org", ""),
    ]
    assert [p.pk for p, _ in first] == [p.pk for p, _ in second]
    assert Grant.objects.count() == 4
