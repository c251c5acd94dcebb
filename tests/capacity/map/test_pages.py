"""Pages and files of the capacity map: who must not see what, scores and statistics by hand, order, files read back."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from django.test import Client
from docx import Document
from lxml import html
from openpyxl import load_workbook

from capacities.capacity.map.heat import points
from capacities.capacity.map.queries import gap_of, gaps_of, latest_round, voices_of
from capacities.capacity.map.seen import seen_by
from capacities.capacity.rounds.models import Privacy, Round, Statement
from capacities.core.people.models import Person
from capacities.core.people.roles import EVERYWHERE, country_scope
from capacities.core.places.models import Place
from tests.capacity.factories import make_assessment, make_question, make_round, make_section, make_version
from tests.capacity.map.factories import fill, make_wide_version
from tests.cast import make_person

pytestmark = pytest.mark.django_db

QUESTIONS = {"team": "governance-structure", "law": "governance-law", "money": "finance-public"}
SECRET = "We have lost our only officer."


def make_small_round(slug: str = "autumn", audience: str = "country", **changes: Any) -> Round:
    """Return a round with two questions on governance and one on finance."""
    section = make_section(make_version(f"{slug}-{audience}", audience=audience))
    for key, topic in QUESTIONS.items():
        make_question(section, key, topic, weight=3 if key == "law" else 1)
    return make_round(section.version, slug, **changes)


def answers(team: int, law: int, money: int) -> dict[str, str]:
    return {"team": str(team), "law": str(law), "money": str(money)}


@pytest.fixture
def three(client: Client, places: None) -> Round:
    """Romania for its own team, Austria for all who take part, Sweden for everybody."""
    round = make_small_round()
    one = make_assessment(round, "RO", answers(1, 0, 0), privacy=Privacy.OWN, state="signed_off")
    make_assessment(round, "AT", answers(2, 2, 1), privacy=Privacy.GROUP, state="signed_off")
    make_assessment(round, "SE", answers(4, 4, 3), privacy=Privacy.PUBLIC, state="signed_off")
    Statement.objects.create(assessment=one, side="need", topic="finance-public", text=SECRET, urgency=3)
    return round


def cast() -> dict[str, Person | None]:
    return {
        "visitor": None,
        "bulgaria": make_person("bulgaria", ("hub_team", country_scope("BG"))),
        "austria": make_person("austria", ("hub_team", country_scope("AT"))),
        "romania": make_person("romania", ("hub_team", country_scope("RO"))),
        "europe": make_person("europe", ("european_team", EVERYWHERE)),
    }


def rows_of(content: bytes, table: int = 0) -> list[list[str]]:
    """Return the rows of a heat map on a page: name and cells; small words are left out."""
    found = html.fromstring(content.decode()).xpath("//table[@class='heat']")[table]
    for small in found.xpath(".//small"):
        small.drop_tree()
    return [[cell.text_content().strip() for cell in row.xpath("./th|./td")] for row in found.xpath("./tbody/tr")]


SEEN = {
    "visitor": {"Sweden"},
    "bulgaria": {"Sweden"},
    "austria": {"Sweden", "Austria"},
    "romania": {"Sweden", "Austria", "Romania"},
    "europe": {"Sweden", "Austria", "Romania"},
}


@pytest.mark.parametrize("who", SEEN)
def test_scores_are_shown_to_those_alone_whom_each_team_lets(client: Client, three: Round, who: str) -> None:
    person = cast()[who]
    if person:
        client.force_login(person)

    page = client.get("/capacity/")
    codes = {
        code: [
            client.get(f"/capacity/countries/{code}/{rest}").status_code
            for rest in ("", "topics/finance/", "topics/governance-law/")
        ]
        for code in ("ro", "at", "se")
    }

    assert {row[0] for row in rows_of(page.content)} == SEEN[who]
    assert (SECRET in client.get("/capacity/countries/ro/").content.decode()) == ("Romania" in SEEN[who])
    assert (SECRET in client.get("/capacity/topics/finance/").content.decode()) == ("Romania" in SEEN[who])
    names = {"ro": "Romania", "at": "Austria", "se": "Sweden"}
    assert codes == {code: [200, *[200 if name in SEEN[who] else 404] * 2] for code, name in names.items()}


@pytest.mark.parametrize("who", SEEN)
def test_files_hold_what_the_reader_may_see_and_no_more(client: Client, three: Round, who: str) -> None:
    person = cast()[who]
    if person:
        client.force_login(person)

    def content(address: str) -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200
        return b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]

    table = list(csv.DictReader(io.StringIO(content("/capacity/map.csv").decode("utf-8-sig"))))
    data = json.loads(content("/capacity/map.json"))
    sheet = load_workbook(io.BytesIO(content("/capacity/map.xlsx"))).active
    word = Document(io.BytesIO(content("/capacity/map.docx")))
    cells = {cell.text for part in word.tables for row in part.rows for cell in row.cells}
    text = " ".join([*(p.text for p in word.paragraphs), *cells])
    drawing = content("/capacity/map.svg").decode()
    api = json.loads(content("/api/v1/capacity/rounds/autumn"))
    names = {"RO": "Romania", "AT": "Austria", "SE": "Sweden"}

    for name in names.values():
        assert (name in text, name in drawing) == (name in SEEN[who], name in SEEN[who])
    assert {row["name"] for row in table} == {row["name"] for row in data} == SEEN[who]
    assert sheet is not None
    assert {row[3] for row in sheet.iter_rows(min_row=2, values_only=True)} == SEEN[who]
    assert {names[one["country"]] for one in api["respondents"]} == SEEN[who]
    assert api["not_shared"] == 3 - len(SEEN[who])
    # Three answered: only who sees all of them gets statistics, since the round is open and asks for three.
    assert [one["median"] is not None for one in api["topics"]] == [len(SEEN[who]) == 3] * len(api["topics"])


def test_a_draft_round_is_on_no_map_and_an_unknown_one_is_not_found(client: Client, places: None) -> None:
    make_small_round("draft", state="draft")
    client.force_login(make_person("europe", ("european_team", EVERYWHERE)))

    assert "No round has begun yet" in client.get("/capacity/").content.decode()
    assert client.get("/capacity/map.csv").status_code == 404
    assert client.get("/api/v1/capacity/rounds/draft").status_code == 404
    assert client.get("/api/v1/capacity/rounds").json() == []
    make_small_round("begun")
    assert client.get("/capacity/?round=draft").status_code == 404
    assert client.get("/capacity/countries/xx/").status_code == 404
    assert client.get("/capacity/topics/nonsense/").status_code == 404
    assert client.get("/capacity/map.exe").status_code == 404


def test_the_page_says_where_help_is_needed_with_scores_by_hand(client: Client, three: Round) -> None:
    client.force_login(make_person("europe", ("european_team", EVERYWHERE)))

    page = client.get("/capacity/")

    # Governance of Romania: (1 × 25 + 3 × 0) ÷ 4 = 6; needs: 3 (below 20) + 3 (stated); Austria: finance 25 → 2.
    assert rows_of(page.content) == [["Romania", "6", "0"], ["Austria", "50", "25"], ["Sweden", "100", "75"]]
    foot = [[c.text_content() for c in row] for row in html.fromstring(page.content.decode()).xpath("//tfoot/tr")]
    assert foot == [["Median", "50", "25"], ["Need help", "1/3", "2/3"], ["Could help", "1", "0"]]
    text = " ".join(html.fromstring(page.content.decode()).text_content().split())
    assert "Help is needed most in: Finance and Governance. Finance: 2 of 3 countries need help." in text
    assert "Nobody offers help yet on: Finance." in text


def test_an_upper_topic_opens_to_its_parts_and_rows_sort_as_asked(client: Client, three: Round) -> None:
    client.force_login(make_person("europe", ("european_team", EVERYWHERE)))

    opened = client.get("/capacity/?open=governance")
    by_name = client.get("/capacity/?sort=name")
    by_topic = client.get("/capacity/?sort=finance")

    # Governance, teams, laws, finance, in the order of the list of topics
    assert rows_of(opened.content)[0] == ["Romania", "6", "25", "0", "0"]
    assert [row[0] for row in rows_of(by_name.content)] == ["Austria", "Romania", "Sweden"]
    assert [row[0] for row in rows_of(by_topic.content)] == ["Romania", "Austria", "Sweden"]


def test_core_countries_and_the_others_are_told_apart(client: Client, places: None) -> None:
    round = make_small_round()
    for code in ("RO", "AT", "IE", "IS"):
        make_assessment(round, code, answers(1, 1, 1))
    client.force_login(make_person("europe", ("european_team", EVERYWHERE)))

    core = {row[0] for row in rows_of(client.get("/capacity/?group=core").content)}
    others = {row[0] for row in rows_of(client.get("/capacity/?group=others").content)}

    assert core | others == {"Romania", "Austria", "Ireland", "Iceland"}
    assert not core & others
    assert "Romania" in core
    assert "Ireland" in others


def test_hidden_scores_count_in_a_closed_round_once_nobody_can_be_told_apart(client: Client, places: None) -> None:
    round = make_small_round(state="closed")
    for code, level in (("RO", 0), ("IT", 1), ("AT", 3), ("SE", 4)):
        make_assessment(round, code, answers(level, level, level), privacy=Privacy.OWN)
    page = client.get("/capacity/topics/finance/").content.decode()
    assert "Nobody whom you may see." in page
    visitor = gap_of(_nobody(), round, "finance")
    assert visitor is not None
    # 0, 25, 75, 100 of four core countries whom only their teams see, two of them in need: each could be any of them
    assert (visitor.count, visitor.in_need, visitor.median) == (4, 2, 0.5)

    round.state = "open"
    round.save()

    still = gap_of(_nobody(), round, "finance")
    assert still is not None
    assert (still.count, still.in_need, still.median) == (None, None, None)


def _nobody() -> Any:
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def test_what_sessions_read_is_filtered_by_the_asker(three: Round) -> None:
    people = cast()

    by_europe = gaps_of(people["europe"], three)  # type: ignore[arg-type]
    by_visitor = {gap.topic: gap for gap in gaps_of(_nobody(), three)}
    needs, offers = voices_of(people["romania"], three, "ro")  # type: ignore[arg-type]

    assert {gap.topic for gap in by_europe[:2]} == {"finance-public", "finance"}
    assert all(gap.weight >= after.weight for gap, after in pairwise(by_europe))
    assert [(one.respondent.country, one.urgency, one.is_stated) for one in by_europe[0].needs] == [
        ("RO", 3, True),
        ("AT", 2, False),
    ]
    assert by_visitor["finance"].needs == ()
    assert [one.respondent.country for one in by_visitor["governance"].offers] == ["SE"]
    assert {one.topic for one in needs} == {
        "finance", "finance-public", "governance", "governance-structure", "governance-law",
    }  # fmt: skip
    assert offers == []
    assert voices_of(_nobody(), three, "ro") == ([], [])
    assert latest_round(_nobody()) == three


def test_a_country_sees_what_changed_since_the_last_round_and_which_answers(client: Client, places: None) -> None:
    from datetime import UTC, datetime

    new = make_small_round("new", opens_at=datetime(2026, 10, 1, tzinfo=UTC))
    old = make_round(new.version, "old", opens_at=datetime(2025, 10, 1, tzinfo=UTC), state="closed")
    for code in ("RO", "AT", "SE"):
        make_assessment(old, code, answers(0, 0, 2), state="signed_off")
        values = answers(4, 0, 2) if code == "RO" else answers(4, 4, 4)
        make_assessment(new, code, values, state="signed_off")
    client.force_login(make_person("romania", ("hub_team", country_scope("RO"))))

    page = client.get("/capacity/countries/ro/?show=changes")

    tree = html.fromstring(page.content.decode())
    scores = [[cell.text_content().split()[0] for cell in row[1:4]] for row in tree.xpath("//table[1]/tbody/tr")[:2]]
    assert scores == [["25", "100", "+25"], ["50", "100", "0"]]  # governance: 0 → (100 + 3 × 0) ÷ 4
    changed = tree.xpath("//h3[@id='changes']/following-sibling::table/tbody/tr")
    assert [[cell.text_content() for cell in row] for row in changed] == [["team?", "Level 0", "Level 4"]]
    score = html.fromstring(client.get("/capacity/countries/ro/topics/governance-structure/").content.decode())
    assert [cell.text_content().strip() for cell in score.xpath("//tbody/tr")[0][1:]] == [
        "Level 4", "Level 0", "100", "1.0",
    ]  # fmt: skip
    trend = rows_of(page.content)
    assert trend == [["Governance", "0", "25"], ["Finance", "50", "50"]]
    assert "Up from 25 to 38" in page.content.decode()


def test_a_score_shows_its_answers_weights_and_version(client: Client, three: Round) -> None:
    page = client.get("/capacity/countries/se/topics/governance/")

    rows = html.fromstring(page.content.decode()).xpath("//tbody/tr")
    assert [[cell.text_content().strip() for cell in row[1:]] for row in rows] == [
        ["Level 4", "100", "1.0"],
        ["Level 4", "100", "3.0"],
    ]
    assert "version 1" in page.content.decode()


def test_the_radar_is_a_drawing_of_its_own_for_whom_may_see_it(client: Client, places: None) -> None:
    version = make_wide_version(topics=4)
    round = make_round(version)
    fill(round, ["RO", "AT", "SE"], privacy=[Privacy.OWN, Privacy.GROUP, Privacy.PUBLIC])

    drawing = client.get("/capacity/countries/se/radar.svg")

    assert (drawing.status_code, drawing["Content-Type"]) == (200, "image/svg+xml")
    assert drawing.content.decode().count("<polygon") >= 6
    assert client.get("/capacity/countries/ro/radar.svg").status_code == 404


def test_the_report_names_topics_by_need_in_the_reader_s_language(client: Client, three: Round) -> None:
    client.force_login(make_person("europe", ("european_team", EVERYWHERE)))

    answer = client.get("/capacity/map.pdf", headers={"accept-language": "ro"})

    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    first = " ".join(pages[0].extract_text().split())
    assert len(pages) == 2
    assert first.index("Finanțare") < first.index("Guvernanță")
    assert "Unde are nevoie Europa de ajutor" in first
    assert "România" in pages[1].extract_text()


@pytest.fixture
def cities(places: None) -> Round:
    """Three Romanian cities of different size and role, and one of Austria, open to all who take part."""
    round = make_small_round("cities", "city")
    found = {slug: Place.objects.get(country_id="RO", slug=slug) for slug in ("suceava", "falticeni", "reghin")}
    for slug, level in (("suceava", 0), ("falticeni", 2), ("reghin", 4)):
        make_assessment(round, found[slug], answers(level, level, level), privacy=Privacy.GROUP, state="signed_off")
    away = Place.objects.filter(country_id="AT", role="mission").order_by("pk")[0]
    make_assessment(round, away, answers(1, 1, 1), privacy=Privacy.PUBLIC, state="signed_off")
    return round


def test_cities_are_shown_by_country_and_one_by_one(client: Client, cities: Round) -> None:
    client.force_login(make_person("europe", ("european_team", EVERYWHERE)))

    page = client.get("/capacity/cities/").content

    assert rows_of(page, 0) == [["Romania", "50", "50"], ["Austria", "few", "few"]]  # one city tells no statistic
    each = client.get("/capacity/cities/?list=all").content
    assert [row[1:] for row in rows_of(each)] == [["0", "0"], ["25", "25"], ["50", "50"], ["100", "100"]]
    of_romania = client.get("/capacity/cities/?country=RO&size=small").content
    small = Place.objects.get(country_id="RO", slug="falticeni")
    assert small.population is not None
    expected = [one for one in ("suceava", "falticeni", "reghin")
                if (Place.objects.get(country_id="RO", slug=one).population or 0) < 20_000]  # fmt: skip
    shown = rows_of(of_romania) if expected else []
    assert len(shown) == len(expected)
    mission = client.get("/capacity/cities/?country=RO&role=mission").content
    assert [row[0] for row in rows_of(mission)] == ["Suceava"]


def test_a_visitor_sees_of_cities_only_what_is_open_to_everybody(client: Client, cities: Round) -> None:
    page = client.get("/capacity/cities/").content

    each = client.get("/capacity/cities/?list=all").content
    assert rows_of(page) == [["Austria", "few", "few"], ["Romania", "–", "–"]]
    assert [row[1:] for row in rows_of(each)] == [["25", "25"]]
    assert "3 more do not." in each.decode()
    assert client.get("/capacity/cities/ro/suceava/topics/finance/").status_code == 404
    hidden = client.get("/capacity/cities/ro/suceava/").content.decode()
    assert "Not shared with you" in hidden


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("", 8), ("cities/", 8), ("cities/?list=all", 7), ("countries/ro/", 9), ("topics/governance/", 11), ("map.csv", 7),
        ("countries/ro/topics/governance/", 10),
    ],
)  # fmt: skip
def test_pages_ask_the_same_few_queries_for_any_length(
    client: Client, places: None, django_assert_num_queries: Any, path: str, queries: int, count: int
) -> None:
    nations, towns = make_small_round(), make_small_round("cities", "city")
    for code in ("RO", "AT", "SE")[:count]:
        make_assessment(nations, code, answers(1, 2, 3))
        make_assessment(towns, Place.objects.filter(country_id=code, role="mission")[0], answers(1, 2, 3))
    client.force_login(make_person("romania", ("hub_team", country_scope("RO"))))
    client.get(f"/capacity/{path}")

    with django_assert_num_queries(queries):
        answer = client.get(f"/capacity/{path}")
        if answer.streaming:
            b"".join(answer)  # type: ignore[arg-type]

    assert answer.status_code == 200


def test_a_round_is_read_once_for_many_readers(client: Client, three: Round) -> None:
    europe = make_person("europe", ("european_team", EVERYWHERE))

    first, second = seen_by(europe, [three])[0], seen_by(_nobody(), [three])[0]

    assert first.data is second.data
    assert first.rows.all()
    assert second.rows.sum() == 1
    assert points(0.125) == "13"


def test_hub_and_country_pages_lead_to_the_map(client: Client, three: Round) -> None:
    from tests.hub.factories import make_hub

    make_hub()

    for page in ("/countries/ro/", "/hubs/ro/"):
        assert 'href="/capacity/countries/ro/"' in client.get(page).content.decode()


def test_nothing_to_tell_is_said_in_one_sentence(client: Client, places: None) -> None:
    fill(make_round(make_wide_version(topics=3)), ["RO", "AT", "SE"], privacy=[Privacy.OWN])

    page = client.get("/capacity/").content.decode()

    assert "Too few answers are open to you" in page
    assert "Topics by need" not in page
    assert "3 more take part and do not share their scores with you" in page


def test_a_long_report_of_cities_is_cut_and_says_so(client: Client, places: None) -> None:
    cities = list(Place.objects.filter(country_id="RO").order_by("-population")[:102])
    fill(make_round(make_wide_version("municipal", "city", topics=3), "cities"), cities)
    client.force_login(make_person("europe", ("european_team", EVERYWHERE)))

    word = Document(io.BytesIO(client.get("/capacity/map.docx?audience=city").content))

    assert "The first 100 of 102; the file of scores has all." in [part.text for part in word.paragraphs]
    assert max(len(table.rows) for table in word.tables) == 102  # with the head and the medians


def test_the_map_keeps_the_last_round_that_tells_something_until_the_new_one_does(client: Client, places: None) -> None:
    from datetime import UTC, datetime

    old = make_small_round("old", opens_at=datetime(2025, 10, 1, tzinfo=UTC), state="closed")
    new = make_round(old.version, "new", opens_at=datetime(2026, 10, 1, tzinfo=UTC))
    for code in ("RO", "AT", "SE"):
        make_assessment(old, code, answers(4, 0, 2), privacy=Privacy.PUBLIC, state="signed_off")
        make_assessment(new, code, answers(0, 0, 2), privacy=Privacy.PUBLIC, state="in_review")
    europe = make_person("europe", ("european_team", EVERYWHERE))
    note = "This is “Round old”: of “Round new” too few answers are open to you yet."

    visitor, country = client.get("/capacity/"), client.get("/capacity/countries/ro/")
    asked = client.get("/capacity/?round=new")
    client.force_login(europe)
    holder = client.get("/capacity/")

    assert note in visitor.content.decode()
    assert "/capacity/countries/ro/?round=old" in visitor.content.decode()
    assert country.context["profile"].seen.round == old
    assert asked.context["choice"].round == new
    assert "Too few answers are open to you" in asked.content.decode()
    assert (holder.context["choice"].round, note in holder.content.decode()) == (new, False)
    assert 'href="/capacity/sessions/rounds/new/"' in holder.content.decode()
    assert 'href="/capacity/rounds/new/remind/"' in holder.content.decode()
    assert 'href="/capacity/rounds/new/remind/"' not in visitor.content.decode()


def test_what_is_not_signed_off_counts_for_nobody_else_whatever_its_team_chose(client: Client, places: None) -> None:
    round = make_small_round("closed", state="closed")
    for number, code in enumerate(("RO", "AT", "SE", "IT")):
        state = "signed_off" if number < 3 else "in_review"
        make_assessment(round, code, answers(number, number, 2), privacy=Privacy.PUBLIC, state=state)

    page = client.get("/capacity/?round=closed")

    assert "Italy" in page.content.decode()  # named as one who takes part, without scores
    assert page.context["choice"].seen.statistics().count.max() == 3
    assert client.get("/capacity/countries/it/topics/finance/?round=closed").status_code == 404
