"""What a report says, before it takes any form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from evidence import clock
from evidence.reports import breakdown, redlines, replacement, steps
from evidence.reports.answer import Answer
from evidence.reports.breakdown import MOST_CHARTS, Group
from evidence.reports.nights import nights
from evidence.store import runs, views
from evidence.version import VERSION
from evidence.vocabulary import Certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from evidence.bilingual import Language
    from evidence.reports.nights import Night
    from evidence.reports.redlines import Progress, Redlines
    from evidence.store import Store
    from evidence.store.database import Row
    from evidence.store.records import Run

T = TypeVar("T")
SOUND = frozenset({"alive"})
"""Verdicts left out of a report unless all are asked for."""
ORDER = ("missing", "changed", "moved", "blocked", "unreachable", "unchecked", "alive")
"""What a reader wants to see first."""
BROKEN = frozenset({"missing", "changed"})
CERTAINTIES = ("confirmed", "probable", "suspected")
_EVERY = 1_000
"""Citations between two words of progress: a tenth of a second."""
MOST_CAPTURES = 10
"""Captures told of one URL; the database has them all."""
_FIELDS = (
    "id", "url_id", "source_id", "source_title", "marker", "page", "heading", "label", "claim", "note", "raw", "url",
    "host", "verdict", "cause", "certainty", "since", "last_good", "last_look", "looks",
)  # fmt: skip
_VALUES = itemgetter(*_FIELDS)


@dataclass(frozen=True)
class Citations:
    """The citations of a report, broken ones first: each is made into a dictionary when it is asked
    for, because 50,000 dictionaries with all that belongs to them would not fit into half a
    gigabyte."""

    rows: list[Row]
    store: Store
    source: str | None
    language: Language
    progress: Progress | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self.each(self.item)

    def each(self, make: Callable[[Row], T]) -> Iterator[T]:
        """What ``make`` makes of each of ``rows``; says how far it has come."""
        for done, row in enumerate(self.rows, 1):
            yield make(row)
            if self.progress and (done % _EVERY == 0 or done == len(self.rows)):
                self.progress("citations", done, len(self.rows))

    def item(self, row: Row) -> dict[str, Any]:
        """One of ``rows`` with its check, replacement and next step."""
        item: dict[str, Any] = dict(zip(_FIELDS, _VALUES(row), strict=True))
        item["check"] = None
        check, item["replacement"], item["next_step"] = self.found(row)
        if check is not None:
            copies = self._mementos.get(row["url_id"], [])
            told = Answer.of(
                row["url"], check, Certainty(row["certainty"]), mementos=map(_memento, copies)
            )
            item["check"] = told.json(self.language)
        return item

    def found(self, row: Row) -> tuple[Row | None, dict[str, Any] | None, str]:
        """The check that one of ``rows`` rests on (see :func:`views.check`), its replacement and
        next step."""
        check = self._checks.get(row["check_id"])
        instead = replacement.of(row, check, self._mementos.get(row["url_id"], []))
        return check, instead, steps.of(row, instead)

    @cached_property
    def captures(self) -> dict[str, list[Row]]:
        """URL id -> what was captured of it, for broken URLs."""
        return _by_url(views.kept(self.store, self.source))

    @cached_property
    def _checks(self) -> views.Checks:
        return views.last_checks(self.store, self.source)

    @cached_property
    def _mementos(self) -> dict[str, list[Row]]:
        return _by_url(views.mementos(self.store, self.source))


@dataclass(frozen=True)
class Report:
    """Everything that the forms show. What only some forms show is read when they ask for it, so
    the store stays open until the report is written."""

    generated_at: str
    tool: str
    run: Run | None
    """the run that began last"""
    sources: list[Row]
    summary: dict[str, Any]
    since: str | None
    """what counts as new: changed after this moment, the report before, else the start of the last
    run"""
    citations: Citations
    cited: list[Row]
    """all citations; :attr:`citations` has those that the report lists"""
    language: Language
    everything: bool
    folder: Path | None
    progress: Progress | None

    @cached_property
    def transitions(self) -> list[Row]:
        """URLs whose verdict is not what it was at ``since``."""
        place = self.citations
        return views.news(place.store, self.since, place.source) if self.since else []

    @property
    def nights(self) -> list[Night]:
        """How the verdicts stood run after run."""
        return self._nights[0]

    @cached_property
    def groups(self) -> dict[str, list[Group]]:
        """What each source, host and commitment comes to, by kind; those with most that is broken
        first."""
        titles = {row["id"]: row["title"] or row["id"] for row in self.sources}
        return {
            kind: [
                Group(kind, name, titles[name] if kind == "source" else name, dict(counts),
                      self._nights[1].get((kind, name), []))
                for name, counts in tallied
            ]
            for kind, tallied in self._tallied.items()
        }  # fmt: skip

    @cached_property
    def _tallied(self) -> dict[str, list[tuple[str, Counter[str]]]]:
        return {kind: breakdown.tally(self.cited, kind) for kind in breakdown.KINDS}

    @cached_property
    def _nights(self) -> tuple[list[Night], dict[Any, list[Night]]]:
        drawn = {
            (kind, name)
            for kind, groups in self._tallied.items()
            for name, _ in groups[:MOST_CHARTS]
        }
        looks = views.looks(self.citations.store, self.citations.source)
        return nights(looks, breakdown.members(self.cited, drawn))

    @cached_property
    def redlines(self) -> Redlines:
        """What changed, word by word."""
        return redlines.read(self.citations.store, self.folder, self.citations.rows, self.progress)


def build(
    store: Store,
    *,
    source: str | None = None,
    everything: bool = False,
    language: Language = "en",
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Read the report out of the store, which stays open until the report is written.

    ``folder`` is the evidence folder: with it, what changed is read back from the WARC files.
    Damaged records are told in the report.
    """
    rows = sorted(views.cited(store, source), key=_weight)
    run = runs.latest_night(store)
    before = views.last_report(store, source, run.id if run else None)
    return Report(
        generated_at=clock.stamp(clock.now()),
        tool=f"Testigo {VERSION}",
        run=run,
        sources=store.all(
            "SELECT * FROM sources WHERE ? IS NULL OR id = ? ORDER BY rowid", source, source
        ),
        summary=_summary(rows),
        since=before["at"] if before else run.started_at if run else None,
        citations=Citations(
            [row for row in rows if everything or row["verdict"] not in SOUND],
            store,
            source,
            language,
            progress,
        ),
        cited=rows,
        language=language,
        everything=everything,
        folder=folder,
        progress=progress,
    )


def _weight(row: Row) -> tuple[int, int, str]:
    """What matters first: by verdict, then certainty, then alike causes together."""
    verdict = row["verdict"] or "unchecked"
    certain = CERTAINTIES.index(row["certainty"]) if verdict in BROKEN else 0
    return ORDER.index(verdict), certain, row["cause"] or "not-yet"


def _by_url(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by their ``url_id``; of many, the earliest ones and the last."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        several = found.setdefault(row.pop("url_id"), [])
        if len(several) == MOST_CAPTURES:
            several.pop()
        several.append(row)
    return found


def _memento(row: Row) -> dict[str, Any]:
    return {
        "archive": row["archive"],
        "url": row["memento_url"],
        "captured_at": row["captured_at"],
        "state": row["state"],
    }


def _summary(rows: list[Row]) -> dict[str, Any]:
    """Counts of citations by verdict and certainty, and how many were not checked and why."""
    checked = [row for row in rows if row["verdict"] not in (None, "unchecked")]
    not_checked = Counter(
        row["cause"] or "not-yet" for row in rows if row["verdict"] in (None, "unchecked")
    )
    return {
        "cited": len(rows),
        "urls": len({row["url"] for row in rows}),
        "checked": len(checked),
        "not_checked": dict(not_checked),
        "one_look": sum(row["looks"] <= 1 for row in checked),
        "verdicts": dict(Counter(row["verdict"] for row in checked)),
        "certainties": {
            verdict: dict(Counter(row["certainty"] for row in checked if row["verdict"] == verdict))
            for verdict in ("missing", "changed")
        },
    }
