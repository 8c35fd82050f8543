"""Thirty nights of standings with every fault that nights have: exactly the right notices go
out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

from evidence import clock
from evidence.boards.model import Entry, Read, Visit
from evidence.config import Config, Notify, Source
from evidence.folder import EvidenceFolder
from evidence.looks.standings import record_of
from evidence.store import Store
from evidence.store.boards import before, put_visit
from evidence.store.sources import put_source
from evidence.verdicts.series import Seen, Standing
from evidence.verdicts.standing import advance
from evidence.vocabulary import Cause, NightEvent, Verdict
from schedules import notices
from schedules.events import Event
from schedules.notices import outbox
from schedules.notices.channels import Message
from schedules.notices.notice import read
from tests.commands import ROOT
from tests.reports import Sample

SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/schema/notice.v1.json").read_text("utf-8")))
FIRST = datetime(2026, 1, 1, 6, tzinfo=UTC)
CAUSES = {
    ".": Cause.IDENTICAL,
    "m": Cause.HTTP_404,
    "w": Cause.WAF,
    "t": Cause.TIMEOUT,
    "A": Cause.EDITED,
}
REASONS = {
    "m": ("gone.http-404", {"status": 404}),
    "A": ("changed.edited", {}),
    ".": ("alive.identical", {}),
}
ME = "ana@example.org"


@dataclass
class Nights:
    """An evidence folder in which a night is a few rows, and a reader who gets what is sent."""

    folder: EvidenceFolder
    sample: Sample
    notify: Notify
    standings: dict[str, Standing] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def look(self, run: str, url: str, letter: str, at: datetime) -> None:
        cause = CAUSES[letter]
        standing = advance(self.standings.get(url), Seen(cause, at, text_sha256=letter))
        self.standings[url] = standing
        rule, facts = REASONS.get(letter, REASONS["."])
        check = {"id": f"{run} {url}", "run_id": run, "url_id": url, "checked_at": clock.stamp(at), "duration_ms": 1,
                 "observer": "us", "verdict": str(standing.verdict), "cause": str(cause), "at_most": "confirmed",
                 "reasons_json": json.dumps([{"rule": rule, "facts": facts}])}  # fmt: skip
        with self.sample.store.transaction("test") as transaction:
            transaction.insert("checks", check)
            transaction.put(record_of(standing, url, None, check["id"]))

    def run(
        self, night: int, looks: dict[str, str], state: str = "finished", name: str = ""
    ) -> str:
        run = name or f"run-{night}"
        at = FIRST + timedelta(days=night, seconds=len(self.sample.store.all("SELECT 1 FROM runs")))
        self.sample.insert("runs", {
            "id": run, "kind": "night", "state": state, "started_at": clock.stamp(at), "due": 7,
            "options_json": "{}", "tool_version": "1", "rules_version": "1", "config_sha256": ""})  # fmt: skip
        for url, letter in looks.items():
            if letter != " ":
                self.look(run, url, letter, at)
        return run

    def tell(self, event: Event, night: int) -> None:
        now = FIRST + timedelta(days=night, hours=1)
        notices.after_night(self.folder, Config(notify=self.notify), event, now=now)

    def told(self) -> list[tuple[list[str], list[str]]]:
        """What was sent since the last call: news with its URL, and troubles."""
        found = [([f"{item['news']} {item['url'][13:]}" for item in notice["items"]],
                  [trouble["kind"] for trouble in notice["troubles"]]) for notice in self.sent]  # fmt: skip
        self.sent.clear()
        return found


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nights:
    folder = EvidenceFolder(tmp_path)
    folder.create()
    sample = Sample(Store(folder.database), tmp_path)
    sample.source()
    found = Nights(folder, sample, Notify(to=(ME,)))

    def send(message: Message, receiver: str, *_: object) -> None:
        told = json.loads(json.dumps(message.notice.json()))
        SCHEMA.validate(told)
        assert receiver in found.notify.to
        content = {name: value for name, value in told.items() if name not in ("id", "composed_at")}
        assert read(content, id=told["id"], composed_at=told["composed_at"]) == message.notice
        found.sent.append(told)
        found.messages.append(message)

    monkeypatch.setattr(outbox, "send", send)
    return found


def cite(nights: Nights, *names: str, host: str = "a.mx") -> None:
    for name in names:
        sample = nights.sample
        sample.insert("urls", {"id": name, "url": f"https://{host}/{name}", "host": host, "domain": host,
                             "surt": name, "added_at": ""})  # fmt: skip
        sample.insert("citations", {"id": f"c-{name}", "source_id": "informe", "url_id": name, "raw": name,
                                  "origin": "text", "marker": "7", "claim": "Se cumplió.",
                                  "first_version": "v-informe", "last_version": "v-informe"})  # fmt: skip


STORIES = {
    "stays": "." * 30,
    "gone": "....." + "m" * 25,
    "suspicion": "........m" + "." * 21,
    "back": ".........." + "mmmm" + "." * 16,
    "changed": "." * 15 + "A" * 15,
    "flaps": ".mm" * 10,
    "blocked": ".." + "w" * 28,
}
OUTAGE, FULL, ARCHIVE, DOWN = 20, 22, 24, (26, 27)
EXPECTED: dict[int, tuple[list[str], list[str]]] = {
    2: (["broken flaps"], []),
    3: (["recovered flaps"], []),
    6: (["broken gone"], []),
    11: (["broken back"], []),
    14: (["recovered back"], []),
    16: (["changed changed"], []),
    OUTAGE: ([], ["offline"]),
    FULL: ([], ["disk-full"]),
    28: ([], ["was-down"]),
}


def test_thirty_nights(nights: Nights) -> None:
    cite(nights, *STORIES)
    told: dict[int, tuple[list[str], list[str]]] = {}
    for night in range(30):
        looks = {name: story[night] for name, story in STORIES.items()}
        if night in DOWN:
            continue
        if night == DOWN[-1] + 1:
            missed = tuple(f"2026-01-{1 + day:02}" for day in DOWN)
            nights.tell(Event(kind=NightEvent.WAS_DOWN, nights=missed), night)
        if night == OUTAGE:  # what our outage coloured is taken back: no standing moves
            run = nights.run(night, {}, "offline")
            nights.tell(Event(kind=NightEvent.FINISHED, exit_code=3, run_id=run), night)
        elif night == FULL:
            run = nights.run(night, {}, "running")
            problem = "testigo: evidence.db: can't be written (No space left on device)"
            nights.tell(
                Event(kind=NightEvent.FAILED, exit_code=2, run_id=run, problem=problem), night
            )
        else:
            if night == ARCHIVE:
                nights.sample.insert("archive_services", {
                    "id": "wayback", "day": "", "jobs": 0, "closures": 3, "problem": "503"})  # fmt: skip
            nights.tell(
                Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(night, looks)), night
            )
        found = nights.told()
        assert len(found) <= 1
        if found:
            told[night] = found[0]
    assert told == EXPECTED
    verdicts = {
        row["url_id"]: row["verdict"] for row in nights.sample.store.all("SELECT * FROM standings")
    }
    assert verdicts["gone"] == Verdict.MISSING
    assert verdicts["back"] == Verdict.ALIVE


def test_asked_again_nothing_is_told_again(nights: Nights) -> None:
    cite(nights, "x")
    for night in range(3):
        nights.run(night, {"x": "m"})
    config = Config(notify=nights.notify)
    now = FIRST + timedelta(days=3)
    assert [result.state for result in notices.deliver(nights.folder, config, now=now)] == ["sent"]
    for _ in range(3):
        nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id="run-2"), 3)
        assert notices.deliver(nights.folder, config, now=now) == []
    assert nights.told() == [(["broken x"], [])]


def test_several_receivers_get_one_each_and_news_nobody_wants_is_not_kept_for_later(
    nights: Nights,
) -> None:
    cite(nights, "x")
    nights.notify = Notify(to=(ME, "https://a.example/hook"), what=("trouble",))
    nights.run(0, {"x": "m"})
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(1, {"x": "m"})), 1)
    assert nights.told() == []
    nights.notify = Notify(to=(ME, "https://a.example/hook"))
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(2, {"x": "m"})), 2)
    assert nights.told() == []
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=0, run_id=nights.run(3, {"x": "."})), 3)
    assert nights.told() == [(["recovered x"], [])] * 2


def test_nobody_to_tell_is_nothing_told(nights: Nights) -> None:
    cite(nights, "x")
    nights.notify = Notify()
    nights.run(0, {"x": "m"})
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(1, {"x": "m"})), 1)
    nights.notify = Notify(to=(ME,))
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(2, {"x": "m"})), 2)
    assert nights.told() == [(["broken x"], [])]


def test_what_a_person_accepts_did_not_recover(nights: Nights) -> None:
    cite(nights, "x")
    nights.run(0, {"x": "."})
    for night in (1, 2):
        nights.tell(
            Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(night, {"x": "A"})),
            night,
        )
    assert nights.told() == [(["changed x"], [])]
    nights.sample.insert("captures", {
        "id": "k", "url": "", "captured_at": "", "record_type": "response", "warc": "", "offset": 0, "length": 0,
        "status": 200, "payload_sha256": "", "payload_bytes": 0, "block_sha256": "", "fidelity": "exact"})  # fmt: skip
    at = FIRST + timedelta(days=2, hours=5)
    nights.sample.insert("acceptances", {"id": "a", "url_id": "x", "capture_id": "k",
                                       "accepted_at": clock.stamp(at), "by": "ana", "note": ""})  # fmt: skip
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=0, run_id=nights.run(3, {"x": "."})), 3)
    assert nights.told() == []


def test_a_loss_that_a_person_says_is_none_is_no_news_while_it_lasts(nights: Nights) -> None:
    cite(nights, "x")
    nights.run(0, {"x": "m"})
    first = nights.sample.store.one("SELECT check_id, since FROM standings WHERE url_id = 'x'")
    assert first
    at = FIRST + timedelta(hours=5)
    nights.sample.insert("overrulings", {"id": "o", "url_id": "x", "check_id": first["check_id"],
                                       "cause": "http-404", "since": first["since"],
                                       "overruled_at": clock.stamp(at), "by": "ana", "note": ""})  # fmt: skip
    for night, shown in ((1, "m"), (2, "m"), (3, "."), (4, "m")):
        nights.tell(
            Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(night, {"x": shown})),
            night,
        )
        assert nights.told() == []
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(5, {"x": "m"})), 5)
    assert nights.told() == [(["broken x"], [])]


def test_what_is_no_longer_cited_is_no_news(nights: Nights) -> None:
    cite(nights, "x")
    nights.run(0, {"x": "m"})
    nights.sample.store.db.execute("UPDATE citations SET gone_since = '2026-01-02'")
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(1, {"x": "m"})), 1)
    assert nights.told() == []


def test_a_night_cut_off_says_how_much_is_left(nights: Nights) -> None:
    cite(nights, "x")
    nights.tell(
        Event(
            kind=NightEvent.FINISHED, exit_code=3, run_id=nights.run(0, {"x": "."}, "interrupted")
        ),
        0,
    )
    assert nights.sent[0]["troubles"][0]["facts"] == {"left": 6, "due": 7}
    assert nights.told() == [([], ["not-finished"])]


def test_a_night_cut_off_and_gone_on_with_has_a_digest_of_each_end(nights: Nights) -> None:
    cite(nights, "x", "y")
    nights.run(0, {"x": "m", "y": "m"})
    run = nights.run(1, {"x": "m"}, "interrupted")

    def end(state: str, hour: int) -> None:
        at = clock.stamp(FIRST + timedelta(days=1, hours=hour))
        nights.sample.store.db.execute(
            "UPDATE runs SET state = ?, ended_at = ? WHERE id = ?", [state, at, run]
        )
        for _ in range(2):
            nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=run), 1)

    end("interrupted", 2)
    assert nights.told() == [(["broken x"], ["not-finished"])]
    nights.look(run, "y", "m", FIRST + timedelta(days=1, hours=3))
    end("finished", 4)
    assert nights.told() == [(["broken y"], [])]


def test_a_killed_night_tells_nothing_of_its_looks(nights: Nights) -> None:
    """Nobody asked yet whether it was our own network that failed."""
    cite(nights, "x")
    nights.run(0, {"x": "m"})
    nights.run(1, {"x": "m"}, "running")
    notices.deliver(nights.folder, Config(notify=nights.notify), now=FIRST + timedelta(days=1))
    assert nights.told() == [([], ["not-finished"])]


def test_a_night_is_told_of_its_own_run_while_another_schedule_walks(nights: Nights) -> None:
    cite(nights, "x", "y")
    nights.run(0, {"x": "m", "y": "m"})
    own = nights.run(1, {"x": "m"})
    other = nights.run(1, {"y": "m"}, "running", "other")
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=own), 1)
    assert nights.told() == [(["broken x"], [])], "what the other saw may be our own outage yet"
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=other), 1)
    assert nights.told() == [], "it was taken up again: its next end tells"
    nights.sample.store.db.execute("UPDATE runs SET state = 'finished'")
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=other), 1)
    assert nights.told() == [(["broken y"], [])]


@pytest.mark.parametrize("run", [None, "own"])
def test_a_failed_night_says_nothing_of_another_schedules_run(
    nights: Nights, run: str | None
) -> None:
    cite(nights, "x")
    nights.run(0, {"x": "."}, "interrupted", "own")
    nights.run(0, {"x": "m"}, "running", "other")
    nights.tell(
        Event(
            kind=NightEvent.FAILED,
            exit_code=2,
            run_id=run,
            schedule="a",
            night="2026-01-01",
            problem="y",
        ),
        0,
    )
    assert nights.told() == [([], ["failed"])]


def test_while_a_run_is_under_way_nothing_is_composed(nights: Nights) -> None:
    cite(nights, "x")
    nights.run(0, {"x": "m"}, "running")
    with nights.folder.hold():
        assert notices.deliver(nights.folder, Config(notify=nights.notify), now=FIRST) == []
    assert nights.told() == []


def test_a_night_that_is_tried_again_is_told_once_if_it_goes_on_failing(nights: Nights) -> None:
    cite(nights, "x")
    nights.run(0, {"x": "m"})

    def tried(attempt: int, state: str) -> Event:
        looks = {"x": "m"} if state == "finished" else {}
        run = nights.run(1, looks, state, f"run-1-{attempt}")
        kind = NightEvent.FINISHED if state == "finished" else NightEvent.FAILED
        problem = "offline" if kind is NightEvent.FAILED else None
        return Event(
            kind=kind,
            schedule="night",
            night="2026-01-02",
            attempt=attempt,
            exit_code=3,
            run_id=run,
            problem=problem,
            retry_at="2026-01-02T04:00:00Z" if problem else None,
        )

    told = []
    for attempt in range(1, 6):
        nights.tell(tried(attempt, "offline"), 1)
        told.append(nights.told())
    assert told == [[], [], [([], ["offline"])], [], []]
    nights.tell(tried(6, "finished"), 1)
    assert nights.told() == [(["broken x"], [])]


def test_a_night_that_finishes_at_the_second_attempt_is_a_night_like_others(nights: Nights) -> None:
    cite(nights, "x")
    nights.tell(
        Event(
            kind=NightEvent.FAILED,
            schedule="n",
            night="2026-01-01",
            attempt=1,
            problem="y",
            retry_at="2026-01-01T04:00:00Z",
        ),
        0,
    )
    nights.tell(
        Event(kind=NightEvent.FINISHED, exit_code=0, run_id=nights.run(0, {"x": "."}), attempt=2), 0
    )
    assert nights.told() == []


def test_a_night_that_nobody_tries_again_is_told_at_once(nights: Nights) -> None:
    cite(nights, "x")
    nights.tell(
        Event(kind=NightEvent.FAILED, schedule="n", night="2026-01-01", attempt=1, problem="y"), 0
    )
    assert nights.told() == [([], ["failed"])]


def test_nights_that_are_too_short_are_told_when_it_begins(nights: Nights) -> None:
    cite(nights, "x")
    columns = [
        row["name"] for row in nights.sample.store.all("SELECT name FROM pragma_table_info('runs')")
    ]
    if "ended_by" not in columns:
        nights.sample.store.db.execute("ALTER TABLE runs ADD COLUMN ended_by TEXT")
    told = []
    for night, by in enumerate(["time-budget", "time-budget", None, "time-budget"]):
        run = nights.run(night, {"x": "."}, "interrupted" if by else "finished")
        nights.sample.store.db.execute("UPDATE runs SET ended_by = ? WHERE id = ?", [by, run])
        nights.tell(Event(kind=NightEvent.FINISHED, exit_code=0, run_id=run), night)
        told.append([kind for _, kinds in nights.told() for kind in kinds])
    assert told == [["not-finished"], [], [], ["not-finished"]]


HOME = "https://x.mx/t/"


def _visit(nights: Nights, night: int, names: str, cause: str = "ok") -> str:
    """A visit to a board that lists ``names``, and the night's run after it."""
    entries = tuple(
        Entry(
            f"{HOME}{n}.pdf", n, f"<b>{n}\u202e", ("Compromiso",), HOME, ord(n[0]), "document", "s"
        )
        for n in names
    )
    visit = Visit(entries, (Read("x.mx/t/", HOME, cause, len(entries), 1),), (), frozenset())
    at = clock.stamp(FIRST + timedelta(days=night))
    put_visit(nights.sample.store, "t", before(nights.sample.store, "t"), visit, [], at)
    nights.sample.store.db.execute(
        "UPDATE board_visits SET ended_at = ? WHERE began_at = ?", [at, at]
    )
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=0, run_id=nights.run(night, {})), night)
    return at


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_board_dropped_is_told_once(nights: Nights, language: str) -> None:
    put_source(nights.sample.store, Source("t", HOME, "board", "Tablero <i>"))
    nights.notify = Notify(to=(ME,), language=language)
    _visit(nights, 0, "abcdefghijkl")
    assert nights.sent == [], "a first visit is no news"
    _visit(nights, 1, "ghijklm")
    (notice,) = nights.sent
    (board,) = notice["boards"]
    assert (board["counts"], len(board["events"]), board["more"]) == (
        {"dropped": 6, "added": 1},
        5,
        2,
    )
    assert notice["counts"]["board"] == 1
    made = nights.messages[-1]
    assert made.subject.endswith({"en": "1 board changed", "es": "1 tablero con cambios"}[language])
    for text in (made.text, BeautifulSoup(made.html, "html.parser").get_text()):
        assert {"en": "dropped: 6, added: 1", "es": "retirado: 6, agregado: 1"}[language] in text
        assert f"<b>a {HOME}a.pdf" in text
        assert "\u202e" not in text
    assert "<b>a" not in made.html
    nights.told()
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=0, run_id=nights.run(2, {})), 2)
    nights.notify = Notify(to=(ME,), what=("trouble",))
    _visit(nights, 3, "ghijkl")
    nights.notify = Notify(to=(ME,))
    _visit(nights, 4, "ghijkl")
    assert nights.sent == []


def test_a_board_that_cannot_be_seen_whole_is_told_when_that_begins(nights: Nights) -> None:
    put_source(nights.sample.store, Source("t", HOME, "board", "Tablero"))
    told = []
    for night, cause in enumerate(["ok", "waf", "waf", "ok", "waf"]):
        _visit(nights, night, "ab" if cause == "ok" else "", cause)
        told.append([kind for _, kinds in nights.told() for kind in kinds])
    assert told == [[], ["board-incomplete"], [], [], ["board-incomplete"]]


def test_what_failed_before_there_was_a_run_is_told(nights: Nights) -> None:
    for _ in range(2):
        nights.tell(
            Event(kind=NightEvent.FAILED, exit_code=2, problem="testigo.toml: not valid TOML"), 0
        )
    assert nights.told() == [([], ["failed"])]


def test_a_database_that_cannot_be_used_is_told_all_the_same(nights: Nights) -> None:
    nights.sample.store.close()
    nights.folder.database.write_bytes(b"no database " * 1000)
    nights.tell(Event(kind=NightEvent.FAILED, exit_code=2, problem="database or disk is full"), 0)
    assert nights.told() == [([], ["disk-full", "store"])]


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        ("/a/evidence.db: the disk is full, in bytes or in files: make room", "disk-full"),
        (
            "/a/evidence.db: el disco está lleno, en bytes o en archivos: libere espacio",
            "disk-full",
        ),
        ("/a/warc: no queda espacio en el disco: libere espacio", "disk-full"),
        ("the clock of this machine is 9 h behind the clock of one server", "failed"),
        ("el reloj de este equipo está mal (atrasado 9 h)", "failed"),
        ("offline: none of 3 cited hosts", "offline"),
        ("sin red: no hay conexión con ninguno", "offline"),
    ],
)
def test_a_run_is_understood_in_whichever_language_it_ended(
    nights: Nights, problem: str, kind: str
) -> None:
    run = nights.run(0, {}, state="offline")
    nights.tell(Event(kind=NightEvent.FAILED, exit_code=3, problem=problem, run_id=run), 0)
    ((_, (told,)),) = nights.told()
    assert told == kind


def test_a_notice_tells_what_failed_in_its_readers_language(nights: Nights) -> None:
    nights.notify = Notify(to=(ME,), language="es")
    nights.tell(
        Event(kind=NightEvent.FAILED, exit_code=2, problem="the run was ended by signal 15"), 0
    )
    assert "La revisión falló: una señal puso fin a la revisión: 15." in nights.messages[-1].text


def test_a_long_digest_says_how_many_more_there_are(nights: Nights) -> None:
    names = [f"{number:03}" + "x" * 490 for number in range(60)]
    for number, name in enumerate(names):
        cite(nights, name, host=f"a{number}.mx")
    nights.sample.store.db.execute("UPDATE citations SET claim = ?", ["word " * 500])
    looks = dict.fromkeys(names, "m")
    nights.run(0, looks)
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(1, looks)), 1)
    notice = nights.sent[0]
    assert (len(notice["items"]), notice["more"], notice["counts"]["broken"]) == (25, 35, 60)
    made = nights.messages[-1]
    assert len(made.html.encode()) < 102_000, "Gmail cuts here"
    assert "35 more" in made.text
    nights.told()
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(2, looks)), 2)
    assert nights.told() == [], "what was counted was told"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_folder_that_went_as_a_whole_is_one_event_beside_what_went_alone(
    nights: Nights, language: str
) -> None:
    nights.notify = Notify(to=(ME,), language=language)
    gone = [f"docs/{number}.pdf" for number in range(40)]
    cite(nights, *gone, host="sfp.mx")
    cite(nights, "sola.pdf")
    cite(nights, "una.pdf", "otra.pdf", host="sfp.mx")
    for night in range(2):
        looks = {**dict.fromkeys(gone, "m"), "sola.pdf": "m", "una.pdf": ".", "otra.pdf": "."}
        run = nights.run(night, looks)
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=run), 1)
    (notice,) = nights.sent
    (event,) = notice["together"]
    assert [item["url"] for item in notice["items"]] == ["https://a.mx/sola.pdf"]
    assert (notice["counts"]["broken"], notice["more"]) == (41, 0)
    assert (event["name"], event["count"], event["of"], event["more"]) == (
        "sfp.mx/docs/",
        40,
        40,
        37,
    )
    told = {
        "en": "* Of the folder sfp.mx/docs/, 40 of 40 documents went missing at once",
        "es": "* De la carpeta sfp.mx/docs/ desaparecieron a la vez 40 de 40 documentos",
    }[language]
    text = nights.messages[-1].text
    assert text.count(told) == 1
    assert text.index("sola.pdf") < text.index(told)
    assert BeautifulSoup(nights.messages[-1].html, "lxml").get_text().count(told[2:]) == 1
    nights.told()
    # the rest follows, each for itself
    run = nights.run(2, {"una.pdf": "m"})
    nights.tell(
        Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(3, {"una.pdf": "m"})), 3
    )
    assert [news for news, _ in nights.told()] == [["broken x/una.pdf"]]


def test_a_notice_that_an_earlier_version_queued_is_read(nights: Nights) -> None:
    cite(nights, "a")
    nights.run(0, {"a": "m"})
    nights.tell(Event(kind=NightEvent.FINISHED, exit_code=1, run_id=nights.run(1, {"a": "m"})), 1)
    (told,) = nights.sent
    older = {
        key: value for key, value in told.items() if key not in ("id", "composed_at", "together")
    }
    assert read(older, id=told["id"], composed_at=told["composed_at"]) == nights.messages[-1].notice
