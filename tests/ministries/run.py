"""Six nights over the ministries' systems (:mod:`tests.ministries.table`), in one process.

``python -m tests.ministries.run FOLDER`` prints one JSON object: how every address stood after each
night, what readers of both languages were told, what each board's visit brought, and what became of the
evidence. Time, and what is real of it: :mod:`tests.nights`.
"""

# ruff: noqa: I001
from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.nights import NOW, Archive, Nights, Plan, config  # first: it sets the clock

from crawler.sources import refresh
from evidence.bilingual import LANGUAGES
from evidence.config import Source
from evidence.custody.verify import verify
from evidence.folder import EvidenceFolder
from evidence.looks.rejudge import rejudge_all
from evidence.reports.in_words import InWords
from evidence.reports import board_words, boards, news
from evidence.reports.answer import Answer
from evidence.reports.elsewhere import Elsewhere
from evidence.store import Store, answers, board_views
from evidence.vocabulary import Cause, Certainty, NightEvent
from schedules.notices import together
from tests.ministries.table import APART, BOARDS, CRON, FIRST, NIGHTS, night_of
from tests.ministries.world import World
from tests.servers import RawServer, ok

if TYPE_CHECKING:
    from evidence.reports.together import Together
    from evidence.store.notices import Tellable
    from evidence.store.records import ScheduledNight
    from evidence.verdicts.transition import Step

_ORDINARY = (NightEvent.STARTED, NightEvent.FINISHED)


class Watched:
    """How everything stood after each night, and what its digest is about to tell."""

    def __init__(self, folder: EvidenceFolder, world: World) -> None:
        self._folder = folder
        self._world = world
        self.nights: list[dict[str, list[str]]] = []
        self.news: list[list[dict[str, str]]] = []
        self.wholes: list[list[dict[str, Any]]] = []
        self.boards: list[dict[str, Any]] = []

    def begin(self, night: ScheduledNight) -> None:
        """The world as it is in a night."""
        self._world.night = night_of(night.date.isoformat())

    def end(self, _: ScheduledNight) -> None:
        """Note how everything stands."""
        store = Store(self._folder.database)
        rows = store.all("SELECT u.url, st.* FROM standings st JOIN urls u ON u.id = st.url_id")
        words = ("verdict", "cause", "certainty")
        self.nights.append({row["url"]: [row[word] for word in words] for row in rows})
        fresh = [(one, step) for one, step in news.fresh(store, Certainty.PROBABLE, NOW()) if step]
        self.news.append([_item(store, one, step) for one, step in fresh])
        self.wholes.append([_whole(event) for event in together.events(store, fresh)])
        self.boards.append({board.id: _visited(store, board.id) for board in BOARDS})
        store.close()


def _item(store: Store, one: Tellable, step: Step) -> dict[str, str]:
    """One piece of news, in both languages."""
    told = {
        language: news.item(store, one, step, language, InWords(store, None)).reason
        for language in LANGUAGES
    }
    return {"url": one.url, "news": step, "cause": one.standing.cause, **told}


def _whole(event: Together) -> dict[str, Any]:
    """What went as a whole, in both languages."""
    told = {language: together.told(event, language).text for language in LANGUAGES}
    urls = [one.url for one in event.cited]
    return {"place": event.place, "name": event.name, "urls": urls, **told}


def _visited(store: Store, board: str) -> dict[str, Any]:
    """What the last visit of a board brought."""
    visit = board_views.visits(store, board)[-1]
    return {
        "state": visit.state,
        "entries": visit.entries,
        "events": [_event(event) for event in boards.events(store, visit.id)],
    }


def _event(event: boards.Event) -> dict[str, str]:
    entry = event.now or event.before
    what = event.section[-1] if event.section else entry.url if entry else str(event.count)
    told = {language: board_words.story(event, language) for language in LANGUAGES}
    return {"kind": event.kind, "what": what, **told}


def _elsewhere(store: Store) -> dict[str, Any]:
    """Where documents stand that are gone at their address, and how that is said."""
    rows = store.all(
        "SELECT u.url, st.* FROM standings st JOIN urls u ON u.id = st.url_id WHERE st.cause = ?",
        Cause.ELSEWHERE,
    )
    told, found = Elsewhere(store), {}
    for row in rows:
        check = told.explained(answers.check(store, row["check_id"]), Cause.ELSEWHERE)
        answer = Answer.of(row["url"], check)
        places = told.of(row["url_id"], Cause.ELSEWHERE)
        found[row["url"]] = {
            "at": [place.url for place in places if place.certain],
            **{language: answer.why(language) for language in LANGUAGES},
        }
    return found


def _parts(store: Store) -> dict[str, Any]:
    """What was looked at of pages in the last night: the address, how many parts and why so."""
    rows = store.all(
        "SELECT u.url, k.parts_json, k.reasons_json FROM standings st JOIN urls u ON u.id = st.url_id"
        " JOIN checks k ON k.id = st.check_id WHERE k.parts_json IS NOT NULL"
    )
    return {
        row["url"]: {
            "count": len(json.loads(row["parts_json"])),
            "rules": [said["rule"] for said in json.loads(row["reasons_json"])],
        }
        for row in rows
    }


def _told(request: bytes) -> dict[str, Any]:
    """One digest as its reader got it."""
    digest = json.loads(request.partition(b"\r\n\r\n")[2])
    return {
        "night": night_of(digest["composed_at"]),
        "items": [[item["news"], item["url"], item["reason"]] for item in digest["items"]],
        "wholes": [[event["name"], event["text"]] for event in digest["together"]],
        "boards": {board["source"]: board["counts"] for board in digest["boards"]},
        "troubles": [trouble["kind"] for trouble in digest["troubles"]],
        "more": digest["more"],
    }


def main(place: Path) -> None:
    """All nights, and what they came to."""
    NOW.set(datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC))
    folder = EvidenceFolder(place)
    folder.create()
    world = World()
    with world.running(place), RawServer({"/": ok(b"")}) as reader:
        configured = config(reader.url("/"), timeout=20, cron=CRON) + 'language = "es"\n'
        folder.config.write_text(configured, "utf-8")
        report = place / "informe.md"
        report.write_text(world.report(), "utf-8")
        watched = Watched(folder, world)
        plan = Plan(FIRST, APART * (NIGHTS - 1) + 1, watched.begin, watched.end)
        nights = Nights(folder, plan, Archive())
        store = Store(folder.database)
        refresh.add(store, Source("informe", str(report)), nights.config, folder)
        for board in BOARDS:
            source = Source(board.id, board.start, "board")
            nights.config = replace(nights.config, sources=(*nights.config.sources, source))
        nights.pass_time()
        found = {
            "nights": watched.nights,
            "news": watched.news,
            "wholes": watched.wholes,
            "boards": watched.boards,
            "told": [_told(request) for request in reader.heard],
            "elsewhere": _elsewhere(store),
            "parts": _parts(store),
            "longest": store.value(
                "SELECT MAX(payload_bytes) FROM captures WHERE truncated = 'length'"
            ),
            "outages": store.value("SELECT COUNT(*) FROM outages"),
            "events": [event.kind for event in nights.events if event.kind not in _ORDINARY],
            "verify": [f"{f.where}: {f.problem}" for f in verify(folder, store) if not f.note],
            "rejudged": [
                [one.url, one.checked_at, one.problem]
                for one in rejudge_all(folder, store, nights.config.crawl.max_body)
                if one.difference or one.problem
            ],
        }
        store.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
