"""Commitments, CM-1 to CM-7: profile, goal and priorities from the plan; signatures are the city's."""

from __future__ import annotations

from capacities.dayone import texts as names
from capacities.documents.context import Context, Section
from capacities.documents.tree import Blanks, Bullets, Paragraph, Span, State


def introduction(c: Context) -> Section:
    """CM-1: who the town is and what it emits."""
    place, inventory = c.plan.place, c.plan.inventory
    said = [c.t("intro.who" if place.county else "intro.who_no_county")]
    if place.area_km2 and place.density_per_km2:
        said.append(c.t("intro.area", area=place.area_km2, density=place.density_per_km2))
    if place.heating_degree_days:
        said.append(c.t("intro.climate", hdd=place.heating_degree_days))
    sources = {s: r.p50 for s, r in inventory.sectors.items() if r.p50 > 0}
    emits = [
        c.t(
            "intro.emits",
            total=c.best(inventory.total_t),
            range=c.span(inventory.total_t),
            per_head=c.best(inventory.per_head_t),
        )
    ]
    if sources:
        largest = max(sources, key=lambda s: sources[s])
        share = sources[largest] / sum(sources.values())
        sector = names.sector_name(largest, c.language)
        emits.append(c.t("intro.largest", sector=sector[0].lower() + sector[1:], share=share))
    role = [Paragraph(c.t(f"intro.role_{place.role}"))] if place.role in ("mission", "candidate") else []
    return Section(
        (
            Paragraph(" ".join(said)),
            Paragraph(" ".join(emits)),
            *role,
            Paragraph(c.t("intro.contract")),
            c.hint("CM-1"),
        ),
        State.DRAFT,
    )


def goal(c: Context) -> Section:
    """CM-2: the goal in tonnes, what this draft reaches, what remains."""
    draft = c.plan.plan
    if c.measures:
        reaches = c.t(
            "goal.plan",
            residual=c.best(draft.residual_range_t),
            range=c.span(draft.residual_range_t),
            share=c.cut_share,
        )
    else:
        reaches = c.t("goal.no_plan", baseline=c.rounded(draft.baseline_t))
    return Section(
        (
            Paragraph(c.t("goal.text", reference=c.rounded(draft.reference_t), goal=c.rounded(draft.target_t))),
            Paragraph(c.t("goal.boundary")),
            Paragraph(reaches),
            Paragraph(c.t("goal.residual")),
            c.hint("CM-2"),
        ),
        State.DRAFT,
    )


def priorities(c: Context) -> Section:
    """CM-3: the fields of action by tonnes saved."""
    if not c.measures:
        return Section((Paragraph(c.t("portfolio.none")), c.hint("CM-3")), State.EMPTY)
    whole = sum(m.reduction_t for m in c.measures)
    items = []
    for field, measures in c.by_field.items():
        saved = sum(m.reduction_t for m in measures)
        text = c.t(
            "priorities.item",
            field="",
            tonnes=c.rounded(saved),
            share=saved / whole,
            measures=c.join(c.measure(m)[0].lower() + c.measure(m)[1:] for m in measures[:3]),
        )
        items.append((Span(c.t(f"fields.{field}"), bold=True), Span(text)))
    return Section((Paragraph(c.t("priorities.intro")), Bullets(tuple(items)), c.hint("CM-3")), State.DRAFT)


def process(c: Context) -> Section:
    """CM-4: how the contract was made; principles as a suggestion."""
    return Section((Paragraph(c.t("process.text")), c.suggestion("CM-4"), c.hint("CM-4")), State.DRAFT)


def signatories(c: Context) -> Section:
    """CM-5: an empty list, and whom to invite."""
    form = Blanks(c.t("signatories.caption"), c.headers("signatories.headers"), 6)
    return Section((c.suggestion("CM-5"), c.hint("CM-5"), form), State.EMPTY)


def signatures(c: Context) -> Section:
    """CM-6: a joint statement to be agreed, and the lines to sign."""
    form = Blanks(c.t("signatories.signature_caption"), c.headers("signatories.signature_headers"), 5)
    return Section((c.suggestion("CM-6"), c.hint("CM-6"), form), State.EMPTY)


def individual(c: Context) -> Section:
    """CM-7: one row per promise of a signatory."""
    form = Blanks(c.t("signatories.sheet_caption"), c.headers("signatories.sheet_headers"), 5)
    return Section((c.hint("CM-7"), form), State.EMPTY)


SECTIONS = {
    "CM-1": introduction,
    "CM-2": goal,
    "CM-3": priorities,
    "CM-4": process,
    "CM-5": signatories,
    "CM-6": signatures,
    "CM-7": individual,
}
