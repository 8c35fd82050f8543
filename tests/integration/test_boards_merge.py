"""Two folders that watched one board become one: entries, pages and citations agree with the later
visit."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from evidence.boards.model import Entry, Read, Visit
from evidence.config import Source, Standing
from evidence.custody.merge import merge
from evidence.custody.verify import verify
from evidence.folder import EvidenceFolder
from evidence.looks.settle import resettle
from evidence.store import Store
from evidence.store.boards import DROPPED, before, put_visit
from evidence.store.sources import put_source
from evidence.verdicts.settings import rules_of

if TYPE_CHECKING:
    from pathlib import Path

HOME = "https://x.mx/t/"


def _make(place: Path, *visits: tuple[str, str]) -> EvidenceFolder:
    """A folder in which the board was visited on those days of November and listed those entries; a
    visit that listed none was blocked."""
    folder = EvidenceFolder(place)
    folder.create()
    with closing(Store(folder.database)) as store:
        put_source(store, Source("t", HOME, "board", "Tablero"))
        for day, names in visits:
            entries = tuple(
                Entry(
                    f"{HOME}{name}.pdf", f"{name}.pdf", name, ("Acta",), HOME, at, "document", "s"
                )
                for at, name in enumerate(names)
            )
            read = Read("x.mx/t/", HOME, "ok" if names else "waf", len(names))
            visit = Visit(entries, (read,), (), frozenset())
            put_visit(store, "t", before(store, "t"), visit, [], f"2026-11-{day}T00:00:00.000000Z")
    return folder


def _merge(ours: EvidenceFolder, other: EvidenceFolder) -> int:
    with closing(Store(ours.database)) as store:
        new = merge(ours, store, other, lambda s, u, b: resettle(s, u, rules_of(Standing()), b))
        assert [found for found in verify(ours, store) if not found.note] == []
    return new


def _state(folder: EvidenceFolder) -> dict[str, Any]:
    """What stands of the board, what its citations say, and how many entries its page was last seen
    with."""
    with closing(Store(folder.database)) as store:
        known = before(store, "t")
        flags = store.all(
            "SELECT label, flags_json FROM citations WHERE gone_since IS NULL AND flags_json IS NOT NULL"
        )
        return {
            "stand": sorted(entry.text for entry in known.entries),
            "dropped": sorted(entry.text for entry in known.dropped),
            "flagged": sorted(
                row["label"] for row in flags if DROPPED in json.loads(row["flags_json"])
            ),
            "page": [(page.entries, page.cause) for page in known.pages.values()],
        }


LATER = {
    "stand": ["a", "b"],
    "dropped": ["c", "d", "e"],
    "flagged": ["c", "d", "e"],
    "page": [(2, "ok")],
}


@pytest.mark.parametrize("into_the_later", [False, True])
def test_the_later_visit_says_what_stands(tmp_path: Path, into_the_later: bool) -> None:
    early = _make(tmp_path / "early", ("10", "abcde"), ("12", "abcde"))
    late = _make(tmp_path / "late", ("11", "abcde"), ("13", "ab"))
    ours, other = (late, early) if into_the_later else (early, late)
    assert _merge(ours, other)
    assert _state(ours) == LATER
    assert _merge(ours, other) == 0
    _merge(other, ours)
    _merge(ours, other)
    assert _state(other) == _state(ours) == LATER


def test_a_later_visit_that_was_blocked_does_not_bring_back_what_was_dropped(
    tmp_path: Path,
) -> None:
    seen = _make(tmp_path / "seen", ("10", "abcde"), ("12", "ab"))
    blocked = _make(tmp_path / "blocked", ("11", "abcde"), ("14", ""))
    for ours, other in ((seen, blocked), (blocked, seen)):
        _merge(ours, other)
        assert _state(ours) == LATER | {"page": [(5, "waf")]}
