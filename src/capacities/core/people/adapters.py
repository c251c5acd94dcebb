"""What we add to allauth: mail in the reader's language, the name and language of a new account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from capacities.core.outbox.delivery import deliver
from capacities.core.outbox.letters import DEFAULT_ZONE, ZONE_OF_LANGUAGE, supported_language
from capacities.core.people.cookies import remember_language
from capacities.core.people.models import Person


class AccountAdapter(DefaultAccountAdapter):
    """Accounts that speak the person's language."""

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        """Keep the name that was typed and the language in which the form was read."""
        user.name = form.cleaned_data.get("name", "")
        user.language = supported_language(translation.get_language())
        user.time_zone = ZONE_OF_LANGUAGE.get(user.language, DEFAULT_ZONE)
        saved: Person = super().save_user(request, user, form, commit=commit)
        return saved

    def post_login(self, request: HttpRequest, user: Person, **details: Any) -> HttpResponseBase:
        """Go on in the language of the profile, whatever the browser's is."""
        return remember_language(super().post_login(request, user, **details), user.language)

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as the template has it: it names the platform itself."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the language of whoever has the address, or of the page; say so when it could not be sent."""
        request = allauth_context.request
        person = Person.objects.filter(email=email.lower()).first() or context.get("user")
        language = getattr(person, "language", "") or supported_language(translation.get_language())
        everything = {"request": request, "email": email, "site_root": settings.SITE_ROOT, **context}
        with translation.override(language):
            message = self.render_mail(template_prefix, email, everything)
        if not deliver(message):
            messages.error(request, _("The e-mail could not be sent. Try again in a few minutes."))


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Accounts that come from EU Login or a national identity provider."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        """Take the name that the provider gives, whole or in parts."""
        user: Person = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        user.name = (data.get("name") or " ".join(parts)).strip()[:150]
        user.language = supported_language(translation.get_language())
        user.time_zone = ZONE_OF_LANGUAGE.get(user.language, DEFAULT_ZONE)
        return user
