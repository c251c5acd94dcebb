"""Sample maps: heating and buildings in Romania, and a small one that Austria’s hub shows. Organisations are real.

Where they stand, what they do for others and the next steps are invented to show the pages, and say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from capacities.core.organisations.models import Organisation
from capacities.core.people.models import Person
from capacities.hub.stakeholders.kinds import Helix, RelationKind
from capacities.hub.stakeholders.models import Relation, Stakeholder, StakeholderMap, Talk
from capacities.hub.stakeholders.samples_people import make_people
from capacities.hub.structure.models import Hub, Visibility

_NAME, _SHOWN = "Încălzire și clădiri (exemplu)", "Pioneer cities (sample)"
_MARK = "Exemplu: poziția, rolurile, relațiile și pașii următori sunt inventați. / Sample: all of this is invented."
_KINDS = {
    "ministry": Helix.PUBLIC,
    "municipality": Helix.PUBLIC,
    "public-agency": Helix.PUBLIC,
    "funding-agency": Helix.PUBLIC,
    "support-organisation": Helix.PUBLIC,
    "university": Helix.RESEARCH,
    "research-organisation": Helix.RESEARCH,
    "association": Helix.CIVIL_SOCIETY,
}


@dataclass(frozen=True, slots=True)
class _Sample:
    """Somebody on the sample map: a real organisation by its slug, or one made up, with its kind."""

    name: str
    slug: str = ""
    helix: str = Helix.PUBLIC
    power: int | None = None
    interest: int | None = None
    roles: tuple[str, ...] = ()
    step: str = ""
    in_days: int = 0


_HEATING = (
    _Sample("MCID", "ro-ministry-of-research-innovation-and-digitalization", "", 4, 5, ("convener",)),
    _Sample(
        "MIPE", "ro-ministry-of-european-investments-and-projects", "", 5, 3, (), "cereți calendarul apelurilor", -6
    ),
    _Sample("MDLPA", "ro-ministry-of-development-public-works-and-administration", "", 5, 4, ("regulator",)),
    _Sample(
        "UEFISCDI",
        "ro-executive-unit-for-the-financing-of-higher-education-research-development-and-innovation",
        "",
        3,
        5,
        ("knowledge",),
        "stabiliți următoarea întâlnire tematică",
        9,
    ),
    _Sample("M100", "ro-mirror-mission-cities-hub-romania", "", 2, 5, ("convener",)),
    _Sample("PS2", "ro-bucharest-district-2-city-hall", "", 3, 4, ("deliverer",)),
    _Sample("Cluj", "ro-cluj-napoca-city-hall", "", 3, 5, ("deliverer", "data_owner")),
    _Sample("Suceava", "ro-suceava-city-hall", "", 3, 4, ("deliverer",), "vizitați rețeaua de termoficare", 21),
    _Sample("Tulcea", interest=3, power=2),
    _Sample("Timișoara", interest=4, power=3),
    _Sample("Brașov", interest=2, power=3),
    _Sample("Autoritate de reglementare, exemplu", power=5, interest=2, roles=("regulator",)),
    _Sample(
        "Furnizor de căldură, exemplu", "", Helix.BUSINESS, 4, 2, ("data_owner",), "cereți pierderile rețelei", -20
    ),
    _Sample("Firmă de construcții, exemplu", "", Helix.BUSINESS, 2, 3),
    _Sample("Universitate tehnică, exemplu", "", Helix.RESEARCH, 1, 4, ("knowledge",)),
    _Sample(
        "Asociație de proprietari, exemplu",
        "",
        Helix.CIVIL_SOCIETY,
        2,
        5,
        ("user",),
        "invitați la următoarea întâlnire",
        5,
    ),
    _Sample("Asociație de chiriași, exemplu", "", Helix.CIVIL_SOCIETY, None, None),
)
_RELATIONS = (
    ("MDLPA", "Suceava", RelationKind.REGULATES, False),
    ("MIPE", "Cluj", RelationKind.FUNDS, True),
    ("MIPE", "Suceava", RelationKind.FUNDS, True),
    ("Furnizor de căldură, exemplu", "Suceava", RelationKind.DELIVERS, False),
    ("Furnizor de căldură, exemplu", "Asociație de proprietari, exemplu", RelationKind.DELIVERS, False),
    ("Asociație de proprietari, exemplu", "Asociație de chiriași, exemplu", RelationKind.WORKS_WITH, False),
    ("Universitate tehnică, exemplu", "Cluj", RelationKind.ADVISES, False),
    ("Firmă de construcții, exemplu", "Cluj", RelationKind.DELIVERS, True),
    ("UEFISCDI", "M100", RelationKind.FUNDS, False),
)
_SHOWN_ROLES = {
    "at-austrian-research-promotion-agency": ("financier",),
    "at-climate-and-energy-fund": ("financier",),
    "at-ait-austrian-institute-of-technology": ("knowledge",),
    "at-austrian-society-for-environment-and-technology": ("convener",),
    "at-salzburg-institute-for-regional-planning-and-housing": ("convener",),
}


@transaction.atomic
def make_samples() -> None:
    """Make the maps of hubs that are there and have no such map yet."""
    officer = Person.objects.filter(email="hub@example.org").first()
    romania = Hub.objects.filter(slug="m100").first()
    if romania and officer and not StakeholderMap.objects.filter(hub=romania, name=_NAME).exists():
        _heating(romania, officer)
    austria = Hub.objects.filter(slug="austria").first()
    if austria and not StakeholderMap.objects.filter(hub=austria, name=_SHOWN).exists():
        _shown(austria)


def _heating(hub: Hub, officer: Person) -> None:
    chosen = StakeholderMap.objects.create(
        hub=hub,
        name=_NAME,
        topics=["energy-heat", "buildings-renovation", "planning-action"],
        needed_roles=["financier", "regulator", "deliverer", "data_owner", "knowledge", "representative"],
    )
    known = Organisation.objects.in_bulk([one.slug for one in _HEATING if one.slug], field_name="slug")
    today = timezone.localdate()
    made: dict[str, Stakeholder] = {}
    for one in _HEATING:
        organisation = known.get(one.slug)
        if one.slug and organisation is None:
            continue
        made[one.name] = Stakeholder.objects.create(
            map=chosen,
            organisation=organisation,
            name=organisation.name if organisation else one.name,
            acronym=organisation.acronym if organisation else "",
            helix=_KINDS.get(organisation.kind, "") if organisation else one.helix,
            url=organisation.url if organisation else "",
            power=one.power,
            interest=one.interest,
            roles=list(one.roles),
            next_step=f"Exemplu: {one.step}" if one.step else "",
            next_on=today + timedelta(days=one.in_days) if one.step else None,
            next_by=officer if one.step and one.in_days > 0 else None,
            source=_MARK,
        )
    for giver, taker, kind, is_planned in _RELATIONS:
        if giver in made and taker in made:
            Relation.objects.create(giver=made[giver], taker=made[taker], kind=kind, is_planned=is_planned)
    supplier = made["Furnizor de căldură, exemplu"]
    summary = "Exemplu: furnizorul păstrează cifre orare și întreabă cine le-ar vedea."
    Talk.objects.create(stakeholder=supplier, on=today - timedelta(days=34), kind="call", by=officer, summary=summary)
    make_people(chosen, officer)


def _shown(hub: Hub) -> None:
    chosen = StakeholderMap.objects.create(
        hub=hub,
        name=_SHOWN,
        topics=["planning-action", "innovation-pilots"],
        visibility=Visibility.PUBLIC,
        published_at=timezone.now(),
    )
    for one in Organisation.objects.filter(slug__in=_SHOWN_ROLES):
        Stakeholder.objects.create(
            map=chosen,
            organisation=one,
            name=one.name,
            acronym=one.acronym,
            helix=_KINDS.get(one.kind, ""),
            url=one.url,
            roles=list(_SHOWN_ROLES[one.slug]),
            source=_MARK,
        )
