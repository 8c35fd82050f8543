"""What went as a whole is one event, and what went alone stays by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import clock
from evidence.bilingual import LANGUAGES, Language
from evidence.folder import EvidenceFolder
from evidence.identity import cdx_key
from evidence.reports.together import HANDFUL, Place, find, in_folder
from evidence.store import Store, reporting
from evidence.store.reporting import Cited
from evidence.store.scope import Scope
from evidence.vocabulary import Cause, Certainty, SourceKind, Verdict
from tests.commands import run
from tests.reports import sample

NIGHT = clock.parse("2026-11-01T06:00:00Z")
_EMPTY = Cited(*[None] * len(Cited._fields))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Fate:
    """How an address stands."""

    verdict: Verdict
    cause: Cause
    night: float = 0


GOOD = Fate(Verdict.ALIVE, Cause.FIRST_LOOK)
GONE = Fate(Verdict.MISSING, Cause.HTTP_404)
DOWN = Fate(Verdict.UNREACHABLE, Cause.TIMEOUT)


def at(night: float) -> str:
    return clock.stamp(NIGHT + timedelta(days=night))


def cite(url: str, fate: Fate, **more: Any) -> Cited:
    host = url.split("/")[2]
    return _EMPTY._replace(
        id=url, url_id=url, url=url, host=host, source_id="informe", source_kind=SourceKind.REPORT,
        verdict=fate.verdict, cause=fate.cause, certainty=Certainty.CONFIRMED, since=at(fate.night),
    )._replace(**more)  # fmt: skip


def site(host: str, n: int, fate: Fate, folder: str = "docs", start: int = 0) -> list[Cited]:
    return [cite(f"https://{host}/{folder}/{i}.pdf", fate) for i in range(start, start + n)]


def test_a_host_that_goes_is_one_event_and_a_document_removed_alone_is_none() -> None:
    alone = cite("https://otra.mx/acta.pdf", GONE)
    (event,) = find([*site("sfp.gob.mx", 40, GONE), alone, *site("otra.mx", 20, GOOD)])
    assert (event.place, event.name, event.of, len(event.cited)) == (
        Place.HOST,
        "sfp.gob.mx",
        40,
        40,
    )
    assert alone not in event.cited


def test_one_that_was_lost_at_the_same_host_on_another_day_stays_by_itself() -> None:
    early = cite("https://sfp.gob.mx/docs/x.pdf", Fate(Verdict.MISSING, Cause.HTTP_404, -90))
    late = cite("https://sfp.gob.mx/docs/y.pdf", Fate(Verdict.MISSING, Cause.HTTP_404, 20))
    (event,) = find([early, *site("sfp.gob.mx", 40, GONE), late])
    assert (len(event.cited), event.of) == (40, 41)
    assert not {early, late} & set(event.cited)


def test_one_that_was_lost_in_the_same_night_for_another_reason_stays_by_itself() -> None:
    other = cite("https://sfp.gob.mx/docs/x.pdf", Fate(Verdict.MISSING, Cause.PARKED))
    (event,) = find([other, *site("sfp.gob.mx", 40, GONE)])
    assert other not in event.cited


@pytest.mark.parametrize(
    ("lost", "stand", "events"), [(4, 0, 0), (5, 0, 1), (40, 20, 1), (40, 21, 0), (6, 3, 1)]
)
def test_a_handful_and_two_thirds_make_a_whole(lost: int, stand: int, events: int) -> None:
    cited = [*site("sfp.gob.mx", lost, GONE), *site("sfp.gob.mx", stand, GOOD, start=lost)]
    assert len(find(cited)) == events


def test_a_ministry_has_a_folder_on_the_governments_portal() -> None:
    portal = [*site("www.gob.mx", 12, GONE, "sfp"), *site("www.gob.mx", 60, GOOD, "salud")]
    (event,) = find(portal)
    assert (event.place, event.name) == (Place.FOLDER, "gob.mx/sfp/")


@pytest.mark.parametrize(
    ("folders", "told"),
    [
        # one of another folder that was removed alone, while one beside it stands
        ({"campaña": (6, 6), "sfp": (1, 2)}, {"gob.mx/campaña/": 6}),
        # all that is cited of the site went
        ({"campaña": (6, 6), "sfp": (1, 1)}, {"gob.mx": 7}),
        ({"a": (40, 40), "b": (3, 3), "c": (1, 1)}, {"gob.mx": 44}),
        # two of five ministries' folders; and one document of a third
        ({"a": (6, 6), "b": (6, 6), "c": (0, 2), "d": (0, 2), "e": (0, 2)}, {"gob.mx/a/": 6, "gob.mx/b/": 6}),
        ({"a": (6, 6), "b": (6, 6), "c": (1, 6)}, {"gob.mx/a/": 6, "gob.mx/b/": 6}),
        # one folder, and most of what else stood there
        ({"a": (6, 6), "b": (4, 6)}, {"gob.mx": 10}),
        ({"a": (6, 6), "b": (3, 6)}, {"gob.mx/a/": 6}),
        # a handful beside the folder, of many: the walk had not reached the others yet
        ({"a": (40, 40), "b": (10, 20)}, {"gob.mx": 50}),
        # folders of a few each: none of them is told by itself
        (dict.fromkeys("abcde", (4, 4)), {"gob.mx": 20}),
        # the site's only folder is the site; where a page beside it stands, it is not
        ({"docs": (8, 8)}, {"gob.mx": 8}),
        ({"docs": (8, 8), "": (0, 1)}, {"gob.mx/docs/": 8}),
        # no folders at all
        ({"": (8, 9)}, {"gob.mx": 8}),
    ],
)  # fmt: skip
def test_the_smallest_place_that_accounts_for_a_loss_tells_it(
    folders: dict[str, tuple[int, int]], told: dict[str, int]
) -> None:
    cited = [
        cite(f"https://www.gob.mx/{f'{name}/' if name else ''}{n}.pdf", GONE if n < lost else GOOD)
        for name, (lost, of) in folders.items()
        for n in range(of)
    ]
    assert {event.name: len(event.cited) for event in find(cited)} == told


def test_a_board_whose_documents_lie_on_many_hosts() -> None:
    on_board = {"source_id": "tablero", "source_kind": SourceKind.BOARD, "source_title": "Tablero"}
    rows = [cite(f"https://h{n % 7}.mx/d/{n}.pdf", GONE, **on_board) for n in range(21)]
    others = [cite(f"https://h{n}.mx/d/viva.pdf", GOOD) for n in range(7) for _ in range(3)]
    (event,) = find(
        [
            *rows,
            *others,
            *(cite(f"https://h{n}.mx/d/z{m}.pdf", GOOD) for n in range(7) for m in range(9)),
        ]
    )
    assert (event.place, event.name, event.title, len(event.cited)) == (
        Place.BOARD,
        "tablero",
        "Tablero",
        21,
    )


def test_what_only_cannot_be_reached_is_told_as_that() -> None:
    down = [
        *site("inai.mx", 8, DOWN),
        *site("inai.mx", 4, Fate(Verdict.UNREACHABLE, Cause.DNS), start=8),
    ]
    lost, unseen = find([*down, *site("sfp.gob.mx", 6, GONE)])
    assert (lost.is_loss, unseen.is_loss, len(unseen.cited)) == (True, False, 12)
    assert (unseen.verdict, unseen.cause) == (Verdict.UNREACHABLE, Cause.TIMEOUT)
    assert unseen.text("en") == (
        "Of the site inai.mx, 12 of 12 documents can't be seen, since 1 November 2026: no answer in time. "
        "That is no evidence of a loss."
    )
    assert lost.text("es") == (
        "Del sitio sfp.gob.mx desaparecieron a la vez 6 de 6 documentos, lo que se vio por "
        "primera vez el 1 de noviembre de 2026: página no encontrada (404) (confirmado: 6)"
    )
    assert "certainties" in lost.json("en")
    assert unseen.json("es")["unseen"] == 12


def test_what_was_found_at_other_addresses_is_an_event_and_no_loss() -> None:
    moved = site("sfp.gob.mx", 30, Fate(Verdict.MOVED, Cause.ELSEWHERE))
    lost, found = find([*moved, *site("sfp.gob.mx", 10, GONE, start=30)])
    assert (lost.is_loss, len(lost.cited), lost.of) == (True, 10, 10)
    assert (found.is_loss, len(found.cited), found.of) == (False, 30, 40)
    assert found.text("en") == (
        "Of the site sfp.gob.mx, 30 of 40 documents stand at other addresses now, without a redirect, "
        "first seen on 1 November 2026"
    )
    assert found.text("es").startswith(
        "Del sitio sfp.gob.mx, 30 de 40 documentos están ahora en otras"
    )
    assert found.json("en")["moved"] == 30
    assert find(site("sfp.gob.mx", 30, Fate(Verdict.MOVED, Cause.REDIRECT))) == []


def test_an_address_that_is_cited_in_many_places_is_one_document() -> None:
    many = [cite("https://sfp.gob.mx/docs/1.pdf", GONE, id=str(n)) for n in range(40)]
    assert find(many) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hostile_title_is_one_line(language: Language) -> None:
    board = {
        "source_id": "t",
        "source_kind": SourceKind.BOARD,
        "source_title": "a\n\x1b[2Jb\u202e" * 99,
    }
    rows = [cite(f"https://h{n}.mx/{n}", GONE, **board) for n in range(HANDFUL)]
    assert find(rows)[0].text(language).isprintable()


fates = st.builds(
    lambda kind, night: Fate(*kind, night),
    st.sampled_from([
        (Verdict.ALIVE, Cause.FIRST_LOOK), (Verdict.MISSING, Cause.HTTP_404), (Verdict.MISSING, Cause.SOFT_404),
        (Verdict.UNREACHABLE, Cause.TIMEOUT), (Verdict.UNREACHABLE, Cause.DNS), (Verdict.BLOCKED, Cause.WAF),
        (Verdict.CHANGED, Cause.EDITED), (Verdict.MOVED, Cause.ELSEWHERE),
    ]),
    st.sampled_from([0, 0, 0, 1, 2.5, 9]),
)  # fmt: skip
citations = st.lists(
    st.builds(
        lambda host, folder, n, fate, board: cite(
            f"https://{host}/{folder}/{n}", fate,
            **({"source_id": board, "source_kind": SourceKind.BOARD} if board else {}),
        ),
        st.sampled_from(["a.mx", "www.a.mx", "b.mx"]), st.sampled_from(["x", "y"]), st.integers(0, 9), fates,
        st.sampled_from(["", "", "t", "u"]),
    ),
    max_size=40, unique_by=lambda one: one.url_id,
)  # fmt: skip


@given(citations, st.randoms(use_true_random=False))
def test_laws_of_what_goes_together(cited: list[Cited], random: Any) -> None:
    events = find(cited)
    told = [one.url_id for event in events for one in event.cited]
    assert len(told) == len(set(told))
    for event in events:
        assert len(event.cited) >= max(HANDFUL, event.of * 2 / 3)
        assert {one.verdict for one in event.cited} == {event.verdict}
        assert event.is_loss == (event.verdict is Verdict.MISSING)
        assert all(event.since <= (one.since or "") <= event.until for one in event.cited)
        assert clock.parse(event.until) - clock.parse(event.since) <= timedelta(days=3)
    shuffled = list(cited)
    random.shuffle(shuffled)

    def said(found: list[Any]) -> list[object]:
        return [(one.place, one.name, one.verdict, {c.url_id for c in one.cited}) for one in found]

    assert said(find(shuffled)) == said(events)


def test_in_every_form_the_one_that_was_lost_alone_comes_first(tmp_path: Path) -> None:
    made = sample(tmp_path)
    for number in range(40):
        made.cite(f"https://www.example.org/sfp/{number}.pdf")
    made.cite(
        "https://www.example.org/otra/sola.pdf",
        "missing",
        "soft-404",
        rule="soft-404.words",
        certainty="suspected",
    )
    markdown = made.render("markdown", language="es").decode()
    alone, event = (
        markdown.index("sola.pdf"),
        markdown.index("### De la carpeta example\\.org/sfp/ desaparecieron a la vez 40 de 40"),
    )
    assert alone < event < markdown.index("sfp/0.pdf")
    report = made.report()
    assert report.citations.cited[0].url.endswith("sola.pdf")
    page = made.render("html").decode()
    assert page.count('<details><summary><span class="tag missing">') == 1
    assert "40 of 40 documents went missing at once" in page
    assert "desaparecieron a la vez 40 de 40 documentos" in page


def test_status_tells_it_in_one_line(tmp_path: Path) -> None:
    EvidenceFolder(tmp_path).create()
    made = sample(tmp_path)
    for number in range(6):
        made.cite(f"https://www.example.org/sfp/{number}.pdf")
    made.store.close()
    told = run("status", "--lang", "es", "--folder", str(tmp_path)).out
    assert told.count("Del sitio example.org desaparecieron a la vez 6 de 6 documentos") == 1
    (event,) = json.loads(run("status", "--format", "json", "--folder", str(tmp_path)).out)[
        "together"
    ]
    assert (event["place"], event["lost"], len(event["urls"])) == ("host", 6, 6)


_FATES = [("missing", "http-404"), ("missing", "soft-404"), ("unreachable", "timeout"), ("unreachable", "refused"),
          ("blocked", "waf"), ("moved", "elsewhere"), ("alive", "identical"), ("unchecked", "robots"),
          None]  # fmt: skip


@pytest.fixture(scope="module")
def two_sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A report and a board; each example cites anew."""
    with closing(Store(tmp_path_factory.mktemp("together") / "evidence.db")) as store:
        store.db.execute("PRAGMA foreign_keys=OFF")
        for name in ("report", "board"):
            store.db.execute(
                "INSERT INTO sources (id, kind, location, added_at) VALUES (?,?,'','')",
                (name, name),
            )
        yield store


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_is_told_of_a_folder_is_what_all_of_its_citations_tell(
    two_sources: Store, data: st.DataObject
) -> None:
    """A large folder's events are found without reading all of it; none is overlooked for that."""
    store, db = two_sources, two_sources.db
    for table in ("candidates", "citations", "standings", "urls"):
        db.execute(f"DELETE FROM {table}")
    places = st.sampled_from(["www.a.mx/x/", "a.mx/x/", "a.mx/", "a.mx/y/", "b.mx/", "b.mx/x/y/", "a.mx/x/?id=",
                              "www.www.a.mx/", "www.www.a.mx/x/", "a.mx:8080/x/", "A.mx/X/", "[::1]/x/"])  # fmt: skip
    groups = st.lists(
        st.tuples(places, st.sampled_from(_FATES), st.integers(1, 8), st.integers(0, 2)), max_size=7
    )
    number = 0
    for place, fate, count, sources in data.draw(groups):
        for _ in range(count):
            number += 1
            url, at = f"https://{place}{number}", f"2026-11-0{1 + number % 2}T00:00:00.000000Z"
            db.execute(
                "INSERT INTO urls VALUES (?,?,?,'',?,'')",
                (str(number), url, url.split("/")[2], cdx_key(url)),
            )
            if fate is not None:
                db.execute(
                    "INSERT INTO standings (url_id, verdict, cause, certainty, since, last_look, looks, next_look,"
                    " series_json, check_id) VALUES (?,?,?,'confirmed',?,?,1,'','[]','')",
                    (str(number), *fate, at, at),
                )
            for source in ("report", "board", "report")[sources : sources + 2]:
                db.execute(
                    "INSERT INTO citations (id, source_id, url_id, raw, origin, first_version, last_version)"
                    " VALUES (?,?,?,'','text','','')", (f"{number} {source}", source, str(number)))  # fmt: skip
    db.execute("UPDATE citations SET gone_since = '2026' WHERE CAST(url_id AS INTEGER) % 7 = 0")
    offered = st.tuples(st.integers(1, number or 1), st.integers(1, number or 1))
    for row, (page, document) in enumerate(
        data.draw(st.lists(offered, max_size=9 if number else 0))
    ):
        kind = ("followed", "followed", "document")[row % 3]
        db.execute(
            "INSERT INTO candidates SELECT ?, id, ?, ? FROM citations WHERE url_id = ? LIMIT 1",
            (f"offered {row}", str(document), kind, str(page)),
        )
    hosts = data.draw(st.lists(st.sampled_from(["a.mx", "www.a.mx", "b.mx", "[::1]"]), max_size=2))
    boards = data.draw(st.sampled_from([[], ["board"]]))
    there = [one for one in reporting.cited(store) if one.host in hosts or one.source_id in boards]
    assert reporting.cited_at(store, Scope(), hosts, boards) == there
    assert in_folder(store) == find(reporting.cited(store))
    assert in_folder(store, Scope(("board",))) == find(reporting.cited(store, Scope(("board",))))
