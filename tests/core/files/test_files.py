"""Attached files: what is taken, what is refused and why, how one is handed out."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from capacities.core.files.forms import DocumentField
from capacities.core.files.models import StoredFile
from capacities.core.files.services import delete_file, file_response, store_file
from tests.cast import make_person


class Form(forms.Form):
    paper = DocumentField()


def archive(*members: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for member in members:
            opened.writestr(member, "x")
    return made.getvalue()


def problems(name: str, content: bytes) -> list[str]:
    return Form(files={"paper": SimpleUploadedFile(name, content)}).errors.get("paper", [])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("minutes.pdf", b"%PDF-1.7 ..."),
        ("Agenda.DOCX", archive("[Content_Types].xml", "word/document.xml")),
        ("notes.txt", "Ședința…".encode()),
        ("list.csv", b"a;b\n1;2\n"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 ..."),
    ],
)
def test_documents_are_taken(name: str, content: bytes) -> None:
    assert problems(name, content) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("poster.pdf", b"MZ\x90\x00 this is a program"),
        ("poster.exe", b"MZ\x90\x00"),
        ("budget.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin")),
        ("budget.docx", archive("xl/workbook.xml")),
        ("drawing.svg", b"<svg onload='alert(1)'/>"),
        ("page.html", b"<script>"),
        ("notes.txt", b"\x7fELF\x02\x01\x01\0\0"),
        ("noending", b"%PDF-"),
    ],
)
def test_what_is_not_what_it_says_is_refused_by_name(name: str, content: bytes) -> None:
    (problem,) = problems(name, content)

    assert problem.startswith(f"“{name}” is not taken")


@pytest.mark.django_db
def test_the_same_content_is_kept_once_until_nobody_holds_it(
    settings: object, tmp_path: object, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    first = store_file(by=make_person(), upload=SimpleUploadedFile("../../etc/a.pdf", b"%PDF-1"))
    second = store_file(by=None, upload=SimpleUploadedFile("b.pdf", b"%PDF-1"))

    assert first.content.path == second.content.path
    assert first.name == "a.pdf"
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(first)
    assert second.content.read() == b"%PDF-1"
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(StoredFile.objects.get())
    assert not second.content.storage.exists(second.content.name)


@pytest.mark.django_db
def test_a_file_is_handed_out_apart_from_the_site(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    paper = store_file(by=None, upload=SimpleUploadedFile("Întâlnire.csv", b"a,b"))

    answer = file_response(paper)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(answer.streaming_content) == b"a,b"
