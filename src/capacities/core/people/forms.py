"""Forms of people: sign-up, profile, asking for a role and answering, deleting the account."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from allauth.account.forms import SignupForm
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.people.models import Person, RoleRequest
from capacities.core.people.roles import ROLES, Scope, ScopeKind, country_scope, parse_scope


def fold_cedillas(text: str) -> str:
    """Turn ş and ţ (with cedilla) into ș and ț (with comma below), as Romanian is written."""
    return text.translate(str.maketrans("şţŞŢ", "șțȘȚ"))


class SignUpForm(SignupForm):
    """An account needs an e-mail address and the name that others will see."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As colleagues in other cities and countries should see it."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password1"]
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_name(self) -> str:
        """Return the name with Romanian letters as they should be."""
        return fold_cedillas(self.cleaned_data["name"].strip())


def zone_choices() -> list[tuple[str, str]]:
    """Return the time zones of Europe and its neighbours first, then all others, by name."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))
    first = [name for name in names if name.startswith("Europe/")]
    return [(name, name.replace("_", " ")) for name in first + [n for n in names if n not in first]]


class ProfileForm(forms.ModelForm):
    """What a person says about themselves."""

    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Of pages after you sign in, and of e-mails."), choices=settings.LANGUAGES
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Meetings and deadlines are shown in it."), choices=zone_choices
    )

    class Meta:
        model = Person
        fields = ["name", "language", "time_zone"]
        help_texts = {"name": _("As colleagues in other cities and countries should see it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_name(self) -> str:
        """Return the name with Romanian letters as they should be."""
        return fold_cedillas(self.cleaned_data["name"].strip())


class JoinForm(forms.ModelForm):
    """Asks for the city-team role of a municipality."""

    class Meta:
        model = RoleRequest
        fields = ["message", "work_email"]
        labels = {
            "message": _("What is your work for the municipality?"),
            "work_email": _("E-mail address at work (optional)"),
        }
        help_texts = {
            "message": _("Office and task, in a sentence or two. Whoever decides reads this."),
            "work_email": _("An address at the town hall makes it easier to know you. It is used for nothing else."),
        }
        widgets = {
            "message": forms.Textarea(attrs={"rows": 4}),
            "work_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].required = True
        self.fields["message"].error_messages["required"] = _("Say what your work for the municipality is.")


class RefuseForm(forms.Form):
    """The reason that the asker will read."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The asker reads it: say what is missing, or whom to ask."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason: the asker will read it.")},
    )


class DeleteAccountForm(forms.Form):
    """Deleting is confirmed by typing one's own e-mail address."""

    email = forms.EmailField(label=_("Type your e-mail address to confirm"), widget=forms.EmailInput())

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        """Refuse any other address than the person's own."""
        typed: str = self.cleaned_data["email"].strip().lower()
        if typed != self.person.email:
            raise forms.ValidationError(_("This is not the e-mail address of your account."))
        return typed


def role_choices() -> list[tuple[str, str]]:
    """Return the roles of the registry with their names."""
    return [(role.key, str(role.name)) for role in ROLES.values()]


class ScopeField(forms.CharField):
    """A scope's key, cleaned to the scope."""

    def __init__(self) -> None:
        hint = _("Write all, country:RO, place:ro/suceava, organisation:… or call:…, as the role needs it.")
        super().__init__(label=_("Scope"), help_text=hint, max_length=200)

    def clean(self, value: Any) -> Scope:
        """Return the scope as an object, or say what a scope looks like."""
        try:
            scope = parse_scope(super().clean(value).strip())
        except ValueError:
            raise forms.ValidationError(_("Write the scope as in the hint, for example place:ro/suceava.")) from None
        return country_scope(scope.id) if scope.kind is ScopeKind.COUNTRY else scope


class GrantForm(forms.Form):
    """A steward grants a role: which, for what, until when."""

    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    scope = ScopeField()
    valid_until = forms.DateTimeField(
        label=_("Until (optional)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a scope of another kind than the role needs, and an end that has passed."""
        data: dict[str, Any] = super().clean() or {}
        role, scope, until = ROLES.get(data.get("role", "")), data.get("scope"), data.get("valid_until")
        if role and scope and role.scope_kind is not scope.kind:
            self.add_error(
                "scope",
                _("The role “%(role)s” needs a scope that begins with %(kind)s.")
                % {"role": role.name, "kind": role.scope_kind},
            )
        if until and until <= timezone.now():
            self.add_error("valid_until", _("Choose a time that is still to come."))
        return data


class WhyForm(forms.Form):
    """Whose rights to explain, and on what."""

    person = forms.EmailField(label=_("E-mail address of the person"))
    scope = ScopeField()

    def clean_person(self) -> Person:
        """Return the person with this address, or say that there is none."""
        person = Person.objects.filter(email=self.cleaned_data["person"].strip().lower()).first()
        if person is None:
            raise forms.ValidationError(_("Nobody has this e-mail address."))
        return person
