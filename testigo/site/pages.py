"""Every page of the site: its path at the desk, its template, and what it tells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import testigo
from evidence.reports.series.forms import html
from evidence.store.listing import MOST, Wanted
from testigo.desk.pages import boards, citation, form
from testigo.desk.pages.paging import Paging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.bilingual import Language
    from evidence.store.reporting import Cited
    from testigo.api.folder import Folder

SIZE = 200
"""Rows on a page: nobody can search here, but the browser's own search finds what is on it."""


class Page(NamedTuple):
    """One page, in whichever language."""

    path: str
    """at the desk"""
    query: dict[str, str]
    template: str
    facts: Callable[[Language], dict[str, Any]]


def pages(folder: Folder) -> Iterator[Page]:
    """All of them, one by one."""
    yield Page("/", {}, "form.html.j2", lambda _: {**form.facts(folder), "asked": {}})
    yield from _citations(folder)
    yield from _sources(folder)
    written = frozenset(row.url for row in _looked_at(folder))
    yield from _runs(folder, written)
    yield from _boards(folder)
    yield from _series(folder)
    yield from _each(folder)


def _citations(folder: Folder) -> Iterator[Page]:
    verdicts = testigo.listing(folder, size=1).verdicts
    narrowed = [Wanted(), Wanted(broken=True), *(Wanted(verdict=one) for one in verdicts)]
    for wanted in narrowed:
        query = {"broken": "1" if wanted.broken else "", "verdict": wanted.verdict or ""}
        number = pages_of = 1
        while number <= pages_of:
            found = testigo.listing(folder, wanted, page=number, size=SIZE)
            facts: dict[str, Any] = {
                "found": found,
                "wanted": wanted,
                "sources": (),
                "tags": (),
                "sorts": (),
                "paging": Paging.of(found, "/citations", query),
            }
            yield Page(
                "/citations", {**query, "page": str(number)}, "citations.html.j2", _same(facts)
            )
            number, pages_of = number + 1, found.pages


def _sources(folder: Folder) -> Iterator[Page]:
    known = testigo.sources(folder)
    far = {one.id: one for one in testigo.status(folder).sources}
    listed = {"sources": known, "far": far, "tags": (), "tag": ""}
    yield Page("/sources", {}, "sources.html.j2", _same(listed))
    for source in known:
        facts = {
            "source": source,
            "far": far.get(source.id),
            "broken": testigo.listing(folder, Wanted(source=source.id, sort="matters"), size=MOST),
            "verdicts": testigo.listing(folder, Wanted(source=source.id), size=1).verdicts,
        }
        yield Page(f"/sources/{source.id}", {}, "source.html.j2", _same(facts))


def _runs(folder: Folder, written: frozenset[str]) -> Iterator[Page]:
    number = pages_of = 1
    while number <= pages_of:
        found = testigo.runs(folder, page=number, size=SIZE)
        facts = {"found": found, "paging": Paging.of(found, "/runs", {})}
        yield Page("/runs", {"page": str(number)}, "runs.html.j2", _same(facts))
        for told in found.rows:
            yield from _run(folder, told.run.id, written)
        number, pages_of = number + 1, found.pages


def _run(folder: Folder, run_id: str, written: frozenset[str]) -> Iterator[Page]:
    """The looks of one run. What somebody asked about and no source cites has no page, and no link leads there."""
    told = testigo.run_told(folder, run_id)
    number = pages_of = 1
    while number <= pages_of:
        found = testigo.run_looks(folder, run_id, page=number, size=SIZE)
        facts: dict[str, Any] = {
            "told": told,
            "found": found,
            "only": None,
            "collector": {},
            "written": written,
            "paging": Paging.of(found, f"/runs/{run_id}", {}),
        }
        yield Page(f"/runs/{run_id}", {"page": str(number)}, "run.html.j2", _same(facts))
        number, pages_of = number + 1, found.pages


def _boards(folder: Folder) -> Iterator[Page]:
    found = testigo.status(folder).boards
    yield Page(
        "/boards", {}, "boards.html.j2", lambda one: {"boards": found, "tell": boards.told(one)}
    )
    for board in found:
        whole = testigo.board_history(folder, board.id)

        def facts(language: Language, known: object = whole) -> dict[str, Any]:
            return {"board": known, "tell": boards.told(language)}

        yield Page(f"/boards/{board.id}", {}, "board.html.j2", facts)


def _series(folder: Folder) -> Iterator[Page]:
    names = testigo.series_names(folder)
    yield Page("/series", {}, "series.html.j2", _same({"names": names}))
    for name in names:
        plan = testigo.series(folder, name)

        def facts(language: Language, plan: testigo.Series = plan) -> dict[str, Any]:
            return {"series": plan, "body": html.body(plan, language)}

        yield Page(f"/series/{name}", {}, "plan.html.j2", facts)


def _each(folder: Folder) -> Iterator[Page]:
    """The page of every address that was looked at."""
    seen: set[str] = set()
    for row in _looked_at(folder):
        if row.url in seen:
            continue
        seen.add(row.url)
        facts = {
            **citation.facts(folder, row.url, "", ""),
            "beside": None,
            "remarks": (),
            "named": "",
            "prints": False,
        }
        yield Page("/citation", {"url": row.url}, "citation.html.j2", _same(facts))


def _looked_at(folder: Folder) -> Iterator[Cited]:
    """Every citation whose address was looked at; left out on purpose or not."""
    for wanted in (Wanted(), Wanted(left_out=True)):
        yield from (row for row in _rows(folder, wanted) if row.verdict is not None)


def _rows(folder: Folder, wanted: Wanted) -> Iterator[Cited]:
    """Every citation that is wanted."""
    number = pages_of = 1
    while number <= pages_of:
        found = testigo.listing(folder, wanted, page=number, size=MOST)
        yield from found.rows
        number, pages_of = number + 1, found.pages


def _same(facts: dict[str, Any]) -> Callable[[Language], dict[str, Any]]:
    """What is told alike in each language."""
    return partial(lambda told, _: told, facts)
