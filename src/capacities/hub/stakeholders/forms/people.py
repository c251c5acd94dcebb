"""Forms of offices, people, consent and mergings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from capacities.core.forms import DayField
from capacities.hub.stakeholders.imports.columns import ORGANISATION
from capacities.hub.stakeholders.kinds import Basis
from capacities.hub.stakeholders.models import Stakeholder
from capacities.hub.stakeholders.services.merging import MERGED_FIELDS
from capacities.hub.stakeholders.stored import value_text

ONE, OTHER, BOTH = "one", "other", "both"
_JOINABLE = ("wants", "gives", "source")


class EmailsField(forms.CharField):
    """Several e-mail addresses, one in each line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 2}))
        kwargs.setdefault("help_text", _("One in each line. The first one that works is written to."))
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the addresses as a list."""
        text = super().clean(value).replace(";", "\n").replace(",", "\n")
        emails = [line.strip().lower() for line in text.splitlines() if line.strip()]
        for email in emails:
            try:
                validate_email(email)
            except ValidationError:
                told = _("“%(email)s” is not an e-mail address. Expected: name@example.org.")
                raise ValidationError(told % {"email": email}) from None
        return list(dict.fromkeys(emails))

    def prepare_value(self, value: Any) -> Any:
        """Show a list by line."""
        return "\n".join(value) if isinstance(value, list) else value


class OfficeForm(forms.Form):
    """What an office is called."""

    title = forms.CharField(
        label=_("Office"),
        max_length=160,
        help_text=_("For example: Head of the energy office. It stays when people go."),
    )


class KeepingForm(forms.Form):
    """On which basis and until when a person's data are kept."""

    basis = forms.ChoiceField(label=_("Legal basis (GDPR)"), choices=Basis.choices)
    expires = DayField(
        label=_("Data kept until"), help_text=_("You are reminded 30 days before. 30 days after, they are erased.")
    )

    def clean_expires(self) -> date:
        """Refuse a day that is over."""
        day: date = self.cleaned_data["expires"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose a later one, or erase the person."))
        return day


class PersonForm(KeepingForm):
    """Who holds an office."""

    name = forms.CharField(label=_("Name"), max_length=150)
    emails = EmailsField(label=_("E-mail addresses (optional)"))
    phone = forms.CharField(label=_("Phone (optional)"), max_length=40, required=False)
    since = DayField(label=_("In office since (optional)"), required=False)

    field_order = ("name", "emails", "phone", "since", "basis", "expires")


class EndForm(forms.Form):
    """The last day of somebody in their office."""

    on = DayField(label=_("Last day in office"))


class AskForm(forms.Form):
    """Where an organisation is asked who holds an office."""

    to = forms.EmailField(label=_("E-mail address of the organisation"))


class SuccessorForm(forms.Form):
    """Who holds an office now, told by its organisation."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    agreed = forms.BooleanField(
        error_messages={
            "required": _("Without this agreement the hub may not keep the name. Please ask the person first.")
        }
    )

    def __init__(self, *args: Any, wording: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = wording


class MergeForm(forms.Form):
    """Which of two values stays, for each field in which they differ."""

    def __init__(self, *args: Any, one: Stakeholder, other: Stakeholder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.one, self.other = one, other
        for name in MERGED_FIELDS:
            left, right = getattr(one, name), getattr(other, name)
            if left == right or not (_told(left) and _told(right)):
                continue
            choices: list[tuple[str, Any]] = [(ONE, value_text(name, left)), (OTHER, value_text(name, right))]
            if name == "roles" or name in _JOINABLE:
                choices.append((BOTH, _("both")))
            self.fields[name] = forms.ChoiceField(
                label=str(ORGANISATION[name]), choices=choices, initial=choices[-1][0] if len(choices) > 2 else ONE,
                widget=forms.RadioSelect,
            )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Return the value of every field: as chosen, else the one that is known."""
        values: dict[str, Any] = {}
        for name in MERGED_FIELDS:
            left, right = getattr(self.one, name), getattr(self.other, name)
            choice = self.cleaned_data.get(name) or (ONE if _told(left) else OTHER)
            if choice == BOTH and name == "roles":
                values[name] = list(dict.fromkeys([*left, *right]))
            elif choice == BOTH:
                values[name] = f"{left}\n{right}"
            else:
                values[name] = left if choice == ONE else right
        return values


def _told(value: Any) -> bool:
    return value not in (None, "", [])
