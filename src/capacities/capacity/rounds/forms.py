"""Forms of rounds, respondents, people, review, needs and offers. Answers themselves have no form: see ``values``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from capacities.capacity.questionnaires.models import Section, Version
from capacities.capacity.rounds.models import Part, Privacy, Round, Side
from capacities.core.files.forms import DocumentField
from capacities.core.forms import MomentField, WithFoldedGroups
from capacities.core.people.forms import zone_choices
from capacities.core.people.queries import countries_of_hub_team, holds
from capacities.core.places.forms import PlacesField, country_choices
from capacities.core.texts import TextsFormField
from capacities.core.topics import topic_choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capacities.core.people.models import Person

LETTER = {
    "en": (
        "We ask you to assess where your capacity for climate neutrality stands. The result shows you what "
        "to work on first, and all of us which training and exchange to offer. You can share the work with colleagues "
        "and stop at any time; every answer is kept."
    ),
    "ro": (
        "Vă rugăm să evaluați unde se află capacitatea dumneavoastră pentru neutralitatea climatică. Rezultatul "
        "vă arată cu ce să începeți, iar nouă, tuturor, ce formare și ce schimburi să oferim. Puteți împărți munca cu "
        "colegii și vă puteți opri oricând; fiecare răspuns se păstrează."
    ),
}
REMINDER = {
    "en": (
        "Your self-assessment is not finished yet. What is there is kept; open it to see what is missing. If somebody "
        "else should answer a part, invite them there."
    ),
    "ro": (
        "Autoevaluarea dumneavoastră nu este încheiată. Ce ați scris se păstrează; deschideți-o ca să vedeți ce "
        "lipsește. Dacă altcineva trebuie să răspundă la o parte, invitați persoana de acolo."
    ),
}
EUROPE = "EU"


class RoundForm(WithFoldedGroups):
    """A round. What is fixed once it is open is asked only before."""

    FOLDED = ((_("Last round, who sees answers, statistics"), ("previous", "privacy", "least_count")),)

    name = TextsFormField(
        label=_("Name"), max_length=150, help_text=_("Such as “Autumn 2026”. In one language at least.")
    )
    version = forms.ModelChoiceField(label=_("Template"), queryset=Version.objects.none(), empty_label=None)
    holder = forms.ChoiceField(label=_("Held by"), help_text=_("Who sees all answers and how far everybody is."))
    letter = TextsFormField(
        label=_("Invitation"),
        long=True,
        required=False,
        help_text=_("Each one gets it in their language, with the link and the deadline."),
    )
    opens_at = MomentField(label=_("Opens (optional)"), required=False, help_text=_("Empty: as soon as you open it."))
    closes_at = MomentField(label=_("Deadline (optional)"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone of these two"), choices=zone_choices)
    previous = forms.ModelChoiceField(
        label=_("Last round (optional)"), queryset=Round.objects.none(), required=False, empty_label=_("none"),
        help_text=_("Its answers are carried over, to be confirmed or changed, and compared."),
    )  # fmt: skip
    privacy = forms.ChoiceField(
        label=_("Answers are seen by, unless a team chooses otherwise"), choices=Privacy.choices, initial=Privacy.GROUP
    )
    least_count = forms.IntegerField(
        label=_("Statistics from this many answers on"), min_value=1, max_value=50, initial=3,
        help_text=_("Means and medians of fewer are never shown."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, by: Person, versions: Any, rounds: Any, round: Round | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", self.initial_of(round) if round else self.blank(by))
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]
        self.fields["previous"].queryset = rounds  # type: ignore[attr-defined]
        self.fields["holder"].choices = holder_choices(by)  # type: ignore[attr-defined]
        if round is not None and round.state != "draft":
            for name in ("version", "holder", "opens_at"):
                del self.fields[name]

    @staticmethod
    def blank(by: Person) -> dict[str, Any]:
        """Return what a new round begins with."""
        return {"letter": LETTER, "time_zone": by.time_zone}

    @staticmethod
    def initial_of(round: Round) -> dict[str, Any]:
        """Return what a round says, its moments on the clock of its zone."""
        zone = ZoneInfo(round.time_zone)
        plain = ("name", "version", "letter", "time_zone", "previous", "privacy", "least_count")
        return {
            **{name: getattr(round, name) for name in plain},
            "holder": ",".join(round.countries) or EUROPE,
            "opens_at": round.opens_at.astimezone(zone) if round.opens_at else None,
            "closes_at": round.closes_at.astimezone(zone) if round.closes_at else None,
        }

    def clean(self) -> dict[str, Any]:
        """Put the moments on the clock of the zone, in the right order."""
        data: dict[str, Any] = super().clean() or {}
        zone = ZoneInfo(data.get("time_zone") or "UTC")
        for name in ("opens_at", "closes_at"):
            if data.get(name):
                data[name] = data[name].replace(tzinfo=zone)
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("The deadline must come after the opening."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what the services take."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "holder"}
        if "holder" in self.cleaned_data:
            holder = self.cleaned_data["holder"]
            values["countries"] = [] if holder == EUROPE else holder.split(",")
        return values


def holder_choices(by: Person) -> list[tuple[str, str]]:
    """Return in whose name somebody may hold a round."""
    choices = [(EUROPE, str(_("European team")))] if holds(by, "european_team") or holds(by, "steward") else []
    return choices + country_choices(countries_of_hub_team(by))


class CountriesForm(forms.Form):
    """Countries to ask."""

    all_core = forms.BooleanField(label=_("All core countries"), required=False)
    countries = forms.MultipleChoiceField(
        label=_("These countries (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "topics"}),
    )

    def __init__(self, *args: Any, codes: Iterable[str], held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["countries"].choices = country_choices(codes)  # type: ignore[attr-defined]
        if held:
            del self.fields["all_core"]


class CitiesForm(forms.Form):
    """Cities to ask: those of the Mission, national candidates, and single ones."""

    mission = forms.BooleanField(label=_("All Mission cities"), required=False)
    candidates = forms.BooleanField(label=_("All national candidates"), required=False)
    country = forms.ChoiceField(label=_("Only of the country (optional)"), required=False)
    places = PlacesField(label=_("These towns as well (optional)"), required=False)

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("all countries")), *country_choices(codes)]  # type: ignore[attr-defined]


class AddressForm(forms.Form):
    """An e-mail address to invite."""

    email = forms.EmailField(label=_("E-mail address"))


class ReminderForm(forms.Form):
    """The text of a reminder, in the languages of the site."""

    text = TextsFormField(label=_("Text"), long=True, help_text=_("The link and the deadline are added."))


class DeadlineForm(forms.Form):
    """Another deadline."""

    closes_at = MomentField(label=_("Deadline"))
    tell = forms.BooleanField(label=_("Tell those who are not done"), required=False, initial=True)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(zone)
        self.fields["closes_at"].help_text = _("On the clock of %(zone)s.") % {"zone": zone}

    def clean_closes_at(self) -> Any:
        """Put it on the clock of the round's zone."""
        return self.cleaned_data["closes_at"].replace(tzinfo=self.zone)


class VersionForm(forms.Form):
    """Another version of the template."""

    version = forms.ModelChoiceField(label=_("Version"), queryset=Version.objects.none(), empty_label=None)

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = versions  # type: ignore[attr-defined]


class ColleagueForm(forms.Form):
    """Somebody to invite to an assessment."""

    email = forms.EmailField(label=_("E-mail address"))
    part = forms.ChoiceField(label=_("Part"), choices=Part.choices, initial=Part.WRITER)
    sections = forms.MultipleChoiceField(
        label=_("Sections (optional)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )
    note = forms.CharField(
        label=_("A word with it (optional)"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = [(section.key, str(section)) for section in sections]  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A reason."""

    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PrivacyForm(forms.Form):
    """Who sees an assessment."""

    privacy = forms.ChoiceField(
        label=_("Scores and answers are seen by"), choices=Privacy.choices, widget=forms.RadioSelect
    )


class StatementForm(forms.Form):
    """A need or an offer on a topic."""

    side = forms.ChoiceField(label=_("Kind"), choices=Side.choices)
    topic = forms.ChoiceField(label=_("Topic"), choices=topic_choices)
    text = forms.CharField(
        label=_("In your words (optional)"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    urgency = forms.TypedChoiceField(
        label=_("How much"), coerce=int, initial=2, choices=[(1, _("a little")), (2, _("rather")), (3, _("very much"))]
    )


class EvidenceForm(forms.Form):
    """A file that shows what an answer says."""

    file = DocumentField(label=_("File"))


class ImportForm(forms.Form):
    """A workbook that was filled in offline."""

    file = forms.FileField(
        label=_("Workbook (XLSX)"), help_text=_("The one that you took from here, filled in. Up to 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip
