"""The address that monitors ask, and mail over SMTP."""

import pytest
from django.db import DatabaseError, connection

import capacities


@pytest.mark.django_db
@pytest.mark.urls("capacities.config.urls")
def test_healthz_says_ok_and_the_version(rf):
    from capacities.config.health import healthz

    response = healthz(rf.get("/healthz"))

    assert response.status_code == 200
    assert capacities.__version__.encode() in response.content


@pytest.mark.django_db
def test_healthz_answers_503_when_the_database_does_not_answer(rf, monkeypatch):
    from capacities.config.health import healthz

    def refuse():
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = healthz(rf.get("/healthz"))

    assert response.status_code == 503


def test_mail_arrives_over_smtp(smtp_sink):
    from django.core.mail import send_mail

    send_mail("Subiect ș", "Text", "a@example.org", ["b@example.org"])

    assert [message["subject"] for message in smtp_sink] == ["Subiect ș"]
