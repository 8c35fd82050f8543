"""The outbox against an archive in memory: killed at every point, full, failing, and with the time
we choose."""

from __future__ import annotations

import shutil
import tracemalloc
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from crawler.archives import worker
from crawler.archives.model import Copy, Listed, Progress, Quota, Replay, Saves
from crawler.archives.outbox import Outbox
from crawler.archives.problems import ArchiveProblem, Fault
from crawler.archives.worker import Tally
from evidence import clock
from evidence import config as configuration
from evidence.custody.verify import verify
from evidence.custody.warc import files, http, recovery
from evidence.errors import Offline
from evidence.folder import EvidenceFolder
from evidence.looks import rebase
from evidence.looks.accept import accept
from evidence.store import Store, outbox
from evidence.store.sources import put_url
from evidence.verdicts.settings import rules_of
from evidence.vocabulary import JobAct, JobState
from tests.conftest import Bench
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BODY = page("El compromiso obliga a publicar los contratos. " * 20)


class Killed(BaseException):
    """The process is gone."""


class Time:
    """The clock of a test; sleeping moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Client:
    """Nothing is recorded by an archive in memory."""

    def take(self) -> list[Any]:
        return []

    def kept(self, block: bytes) -> None:
        """There is nothing to leave out."""

    def __init__(self) -> None:
        self.before: list[float] = []

    def asked_before(self, seconds: float) -> None:
        self.before.append(seconds)


class Memory:
    """An archive in memory; ``step`` is called around everything that it does."""

    name = "wayback"
    base_url = "http://127.0.0.1:9"
    daily_budget = 100_000
    saves = Saves.STALE
    keys: tuple[str, ...] = ("KEY",)

    @property
    def saver(self) -> Memory:
        return self

    def __init__(self, time: Time, step: Callable[[], None] = lambda: None) -> None:
        self.time = time
        self.step = step
        self.client: Any = Client()
        self.saved: list[str] = []
        self.has: dict[str, list[datetime]] = {}
        self.under_way = 0
        self.lags = False
        self.looked_up: list[str] = []
        self.problem: ArchiveProblem | None = None
        self.on_save: ArchiveProblem | None = None
        self.body = BODY
        self.slots = 3
        self.most_at_once = 0

    def captures(self, url: str, since: datetime | None = None) -> list[Listed]:
        self.looked_up.append(url)
        self.step()
        if self.lags:
            return []
        if self.problem:
            raise self.problem
        return [
            Listed(url, at, 200, "text/html", str(at), self.memento_url(url, at))
            for at in self.has.get(url, [])
            if since is None or at >= since.replace(microsecond=0)
        ]

    def memento_url(self, url: str, at: datetime) -> str:
        return f"https://archive.test/web/{at:%Y%m%d%H%M%S}/{url}"

    def fetch(self, copy: Copy) -> Replay:
        self.step()
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(
            self.body
        )
        block += self.body
        return Replay(
            copy.url, copy.memento_url, copy.at, self.time.now, http.parse(block), block, None
        )

    def quota(self) -> Quota:
        return Quota(self.slots, 1000)

    def save(self, url: str, unless_within: float) -> Progress:
        """It captures what it has accepted, whether we ever hear of it or not."""
        self.step()
        self.saved.append(url)
        self.has.setdefault(url, []).append(self.time.now.replace(microsecond=0))
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        if self.on_save:
            raise self.on_save
        self.step()
        return Progress(done=False, job_id=f"job-{len(self.saved)}")

    def progress(self, url: str, job_id: str) -> Progress:
        self.step()
        self.under_way -= 1
        at = self.has[self.saved[int(job_id[4:]) - 1]][-1]
        return Progress(done=True, job_id=job_id, at=at, memento_url=self.memento_url(url, at))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder after one night: one URL, alive."""
    bench = Bench(tmp_path_factory.mktemp("base") / "evidence")
    bench.configure()
    with RawServer({"/doc": ok(BODY)}) as server:
        bench.cite(server.url("/doc"))
        assert bench.testigo("run").code == 0
        yield bench.path, server.url("/doc")


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    now = Time()
    now.now = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", now)
    return now


@contextmanager
def copied(base: Path, to: Path) -> Iterator[tuple[EvidenceFolder, Store]]:
    if not to.exists():
        shutil.copytree(base, to)
    folder = EvidenceFolder(to)
    store = Store(folder.database)
    recovery.recover(folder, store)
    try:
        yield folder, store
    finally:
        store.close()


def work(folder: EvidenceFolder, store: Store, archive: Memory, budget: int | None = None) -> Tally:
    config = configuration.load(folder.config)
    return Outbox(folder, config, store, [archive], archive.time.sleep).work(budget)


def states(store: Store) -> dict[str, str]:
    return {
        row["act"]: row["state"] for row in store.all("SELECT * FROM archive_jobs ORDER BY rowid")
    }


def test_killed_at_any_point_nothing_is_lost_and_nothing_is_saved_twice(
    base: tuple[Path, str], tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    transaction, close = Store.transaction, files.WarcFiles.close
    left = 0

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Killed

    @contextmanager
    def killable(store: Store, act: str, detail: Any = None) -> Iterator[Any]:
        step()
        with transaction(store, act, detail) as made:
            yield made
            step()
        step()

    def close_or_die(warcs: Any) -> None:
        if left < 0:
            close(warcs)
        elif warcs._file:  # what is killed seals nothing; only its descriptor is closed
            warcs._file._file.close()

    monkeypatch.setattr(Store, "transaction", killable)
    monkeypatch.setattr(files.WarcFiles, "close", close_or_die)
    for point in count(1):
        archive = Memory(time, step)
        place = tmp_path / str(point)
        with copied(base[0], place) as (folder, store), suppress(Killed):
            left = point
            work(folder, store, archive)
        killed = left == 0
        for _ in range(6):
            left = -1
            time.sleep(3600 * 21)
            with copied(base[0], place) as (folder, store):
                work(folder, store, archive)
        with copied(base[0], place) as (folder, store):
            assert archive.saved == [base[1]], f"killed at point {point}"
            assert states(store) == {"lookup": "done", "save": "captured", "confirm": "verified"}
            assert [f for f in verify(folder, store) if not f.note] == []
        if not killed:
            assert point > 20
            return


def test_an_error_is_never_taken_for_an_empty_archive(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    archive.problem = ArchiveProblem(Fault.UNKNOWN, "status 503", service=True)
    with copied(base[0], tmp_path / "f") as (folder, store):
        work(folder, store, archive)
        assert states(store) == {"lookup": "not-attempted"}
        assert store.all("SELECT * FROM mementos") == []
        for _ in range(9):
            time.sleep(86400 * 8)
            work(folder, store, archive)
        assert states(store) == {"lookup": "failed"}
        assert archive.saved == []


def test_a_429_closes_the_archive_for_as_long_as_it_asks_also_for_the_next_process(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    archive.problem = ArchiveProblem(
        Fault.BACK_OFF, "too many requests (429)", wait=7200, service=True
    )
    with copied(base[0], tmp_path / "f") as (folder, store):
        work(folder, store, archive)
        time.sleep(7100)
        tally = work(folder, store, archive)
        assert len(archive.looked_up) == 1
        assert "left alone until" in tally.remarks[0]
        time.sleep(200)
        archive.problem = None
        work(folder, store, archive)
        assert states(store)["confirm"] == "verified"
        (job,) = store.all("SELECT * FROM archive_jobs WHERE act = 'lookup'")
        assert job["attempts"] == 1  # being turned away is no failure of the job


def test_three_answers_without_sense_close_the_archive_and_a_good_one_opens_it(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    archive.problem = ArchiveProblem(Fault.UNKNOWN, "status 502", service=True)
    with copied(base[0], tmp_path / "f") as (folder, store):
        more(store, 10)
        work(folder, store, archive)
        assert len(archive.looked_up) == 3
        time.sleep(3500)
        work(folder, store, archive)
        assert len(archive.looked_up) == 3
        time.sleep(200)
        work(folder, store, archive)  # still in trouble: left alone for twice as long
        closed = store.one("SELECT * FROM archive_services")
        assert closed is not None
        assert closed["closures"] == 2
        assert clock.parse(closed["closed_until"]) - time.now > timedelta(minutes=115)
        time.sleep(86400)
        archive.problem = None
        work(folder, store, archive)
        opened = store.one("SELECT closures, closed_until FROM archive_services")
        assert opened == {"closures": 0, "closed_until": None}


def test_a_save_under_way_is_asked_after_before_more_is_begun(
    base: tuple[Path, str], tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Memory(time)

    def gone(*_: str) -> Progress:
        raise Killed

    monkeypatch.setattr(archive, "progress", gone)
    with copied(base[0], tmp_path / "f") as (folder, store):
        with pytest.raises(Killed):
            work(folder, store, archive)
        more(store, 5, lambda _: "missing")
        with pytest.raises(Killed):
            work(folder, store, archive, budget=0)  # queues the look-ups
        assert outbox.waiting(store, "wayback", JobAct.LOOKUP) == 5
        time.sleep(60)
        now = clock.stamp(clock.now())
        found = outbox.next_job(store, "wayback", now, saves=True, polls=True, fresh=True)
        assert found is not None
        assert (found.job.act, found.job.state) == (JobAct.SAVE, JobState.PENDING)


def test_a_clock_that_is_set_back_while_a_save_is_under_way_makes_nobody_impatient(
    base: tuple[Path, str], tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Memory(time)
    asked: list[datetime] = []

    def busy(*_: str) -> Progress:
        if not asked:
            time.now -= timedelta(days=400)
        asked.append(time.now)
        assert len(asked) < 50, "asked after without end"
        return Progress(done=False, job_id="job-1")

    monkeypatch.setattr(archive, "progress", busy)
    with copied(base[0], tmp_path / "f") as (folder, store):
        work(folder, store, archive)
        assert states(store)["save"] == "outcome-unknown"  # what it is by our clock nobody knows
        work(folder, store, archive)
        assert len(asked) == 1
        time.sleep(3700)
        work(folder, store, archive)
    assert archive.saved == [base[1]]


@pytest.mark.parametrize(
    ("tried", "due", "is_due"),
    [
        (timedelta(days=400), timedelta(days=400, minutes=1), True),  # put off by a clock ahead
        (timedelta(days=400), timedelta(minutes=1), False),  # and again by the right one
        (timedelta(days=-1), timedelta(days=400), True),  # put off after the clock was set ahead
        (timedelta(days=-1), timedelta(days=6), False),
    ],
)
def test_what_a_clock_that_was_ahead_put_off_is_due_until_it_is_put_off_again(
    base: tuple[Path, str],
    tmp_path: Path,
    time: Time,
    tried: timedelta,
    due: timedelta,
    is_due: bool,
) -> None:
    with copied(base[0], tmp_path / "f") as (_, store):
        url_id = store.one("SELECT id FROM urls")["id"]  # type: ignore[index]
        now = time.now
        job = outbox.new_job(url_id, "wayback", JobAct.LOOKUP, clock.stamp(now + tried))
        job = replace(job, tried_at=job.queued_at, due_at=clock.stamp(now + due))
        with store.transaction("test") as transaction:
            transaction.put(job)
        found = outbox.next_job(
            store, "wayback", clock.stamp(now), saves=True, polls=True, fresh=True
        )
        assert (found is not None) is is_due


def more(store: Store, number: int, verdict: Callable[[int], str] = lambda _: "alive") -> None:
    """So many more URLs with the standing of the first."""
    standing = store.all("SELECT * FROM standings")[0]
    with store.transaction("asked") as transaction:
        for index in range(number):
            identifier = put_url(
                store, transaction, f"http://127.0.0.1:1/{index}", clock.stamp(clock.now())
            )
            transaction.upsert(
                "standings", {**standing, "url_id": identifier, "verdict": verdict(index)}
            )


def test_a_save_that_broke_off_but_succeeded_is_found_and_not_repeated(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    archive.on_save = ArchiveProblem(Fault.UNKNOWN, "status 523", service=True)
    with copied(base[0], tmp_path / "f") as (folder, store):
        work(folder, store, archive)
        assert states(store)["save"] == "outcome-unknown"
        time.sleep(3700)
        archive.problem = ArchiveProblem(Fault.BACK_OFF, "too many requests (429)", service=True)
        work(folder, store, archive)
        time.sleep(7300)
        archive.problem = ArchiveProblem(Fault.UNKNOWN, "status 502", service=True)
        for _ in range(4):
            work(folder, store, archive)
            assert states(store)["save"] == "outcome-unknown"  # an error says nothing
            time.sleep(86400)
        archive.problem = None
        archive.lags = True  # a fresh capture is not always in the index within the hour
        work(folder, store, archive)
        assert states(store)["save"] == "outcome-unknown"
        archive.lags = False
        time.sleep(86400)
        work(folder, store, archive)
        assert states(store) == {"lookup": "done", "save": "captured", "confirm": "verified"}
        assert len(archive.saved) == 1


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_save_is_found_by_a_clock_that_is_not_the_archives(
    base: tuple[Path, str], tmp_path: Path, time: Time, hours: int
) -> None:
    """Ours may be ahead by what nobody calls wrong: the archive's capture is older than our request."""
    archive = Memory(time)
    archive.on_save = ArchiveProblem(Fault.UNKNOWN, "status 523", service=True)
    with copied(base[0], tmp_path / "f") as (folder, store):
        work(folder, store, archive)
        for times in archive.has.values():
            times[:] = [at - timedelta(hours=hours) for at in times]
        time.sleep(11 * 3600)
        work(folder, store, archive)
        assert states(store)["save"] == "captured"
    assert len(archive.saved) == 1


def test_what_the_archive_shows_otherwise_is_said(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    archive.body = page("Acceso denegado a su región. " * 9)
    with copied(base[0], tmp_path / "f") as (folder, store):
        work(folder, store, archive)
        (memento,) = store.all("SELECT * FROM mementos")
        assert memento["state"] == "differs"
        assert states(store)["confirm"] == "failed"


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder after one night: one URL, where programs are turned away."""
    bench = Bench(tmp_path_factory.mktemp("refused") / "evidence")
    bench.configure()
    no = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nNo"
    with RawServer({"/doc": no}) as server:
        bench.cite(server.url("/doc"))
        assert bench.testigo("run").code == 3
        yield bench.path


@pytest.mark.parametrize(
    ("body", "confirm", "memento", "verdict"),
    [
        (BODY, "verified", "kept", "alive"),
        (b"<title>Access denied</title><h1>403 Forbidden</h1>", "failed", "refused", "blocked"),
    ],
)
def test_what_is_hidden_from_us_is_saved_and_the_copy_is_a_look_of_its_own(
    refused: Path, tmp_path: Path, time: Time, body: bytes, confirm: str, memento: str, verdict: str
) -> None:
    archive = Memory(time)
    archive.body = body
    with copied(refused, tmp_path / "f") as (folder, store):
        time.sleep(60)  # archives count whole seconds
        work(folder, store, archive)
        assert len(archive.saved) == 1
        assert states(store)["confirm"] == confirm
        (copy,) = store.all("SELECT * FROM mementos")
        assert copy["state"] == memento
        (now,) = store.all("SELECT verdict FROM standings")
        assert now["verdict"] == verdict
        time.sleep(3600)
        work(folder, store, archive)
        assert len(archive.saved) == 1


def test_ten_thousand_jobs_go_in_order_in_little_memory(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    with copied(base[0], tmp_path / "f") as (folder, store):
        more(store, 10_000, lambda number: "missing" if number % 1000 == 999 else "alive")
        tracemalloc.start()
        work(folder, store, archive, budget=50)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 60_000_000
        queued = store.one("SELECT COUNT(*) AS n FROM archive_jobs WHERE act = 'lookup'")
        assert queued == {"n": 10_001}
        pressing = [url for url in archive.looked_up if url.endswith("999")]
        assert archive.looked_up[:10] == pressing
        begun = store.one("SELECT jobs FROM archive_services")
        assert begun == {"jobs": 50}
        assert archive.most_at_once <= archive.slots
        assert not outbox.next_job(
            store, "perma", clock.stamp(clock.now()), saves=True, polls=True, fresh=True
        )


def cite_2018(store: Store) -> str:
    """A source of 2018 that cites the first URL; returns the URL's id."""
    url = str(store.all("SELECT id FROM urls ORDER BY rowid")[0]["id"])
    (source,) = store.all("SELECT * FROM sources")
    with store.transaction("test") as transaction:
        transaction.upsert("sources", {**source, "published": "2018-05-01"})
    return url


def test_what_a_person_accepted_stays_when_the_copy_of_the_citation_comes(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    archive.has[base[1]] = [datetime(2018, 4, 20, 12, tzinfo=UTC)]
    archive.body = page("Otra cosa, que ya nadie compara. " * 20)
    rules = rules_of(configuration.load(EvidenceFolder(base[0]).config).standing)
    for accepted in (True, False):
        with copied(base[0], tmp_path / str(accepted)) as (folder, store):
            url = cite_2018(store)
            (before,) = store.all("SELECT * FROM standings")
            if accepted:
                assert accept(store, url, "seen", "Ana", rules)
            work(folder, store, archive)
            (standing,) = store.all("SELECT * FROM standings")
            (memento,) = store.all("SELECT * FROM mementos WHERE captured_at < '2020'")
            assert memento["state"] == "kept"  # as evidence it is kept in any case
            baseline, verdict = standing["baseline_id"], standing["verdict"]
            if accepted:
                assert (baseline, verdict) == (before["baseline_id"], "alive")
            else:
                assert (baseline, verdict) == (memento["capture_id"], "changed")
            assert [f for f in verify(folder, store) if not f.note] == []


def test_documents_are_read_before_the_database_is_locked(
    base: tuple[Path, str], tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Memory(time)
    archive.has[base[1]] = [datetime(2018, 4, 20, 12, tzinfo=UTC)]
    judged = rebase.rebase
    locked: list[bool] = []
    with copied(base[0], tmp_path / "f") as (folder, store):
        cite_2018(store)

        def watched(*args: Any) -> Any:
            locked.append(store.db.conn.in_transaction)
            return judged(*args)

        monkeypatch.setattr(rebase, "rebase", watched)
        work(folder, store, archive)
    assert locked == [False]


def test_our_own_outage_is_not_held_against_the_archive(
    base: tuple[Path, str], tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Memory(time)
    archive.problem = ArchiveProblem(Fault.TRANSIENT, "no answer", service=True, silent=True)

    def down(*_: Any) -> None:
        raise Offline("offline")

    monkeypatch.setattr(worker, "require_network", down)
    with copied(base[0], tmp_path / "f") as (folder, store):
        config = configuration.load(folder.config)
        config = replace(config, crawl=replace(config.crawl, neutral_hosts=("neutral.test:443",)))
        with pytest.raises(Offline, match="what waits for archives is kept"):
            Outbox(folder, config, store, [archive], time.sleep).work()
        (job,) = store.all("SELECT * FROM archive_jobs")
        assert (job["state"], job["attempts"]) == ("not-attempted", 0)
        service = store.one("SELECT closed_until FROM archive_services")
        assert service is None or service["closed_until"] is None
        assert [run["state"] for run in store.all("SELECT * FROM runs WHERE kind = 'archive'")] == [
            "offline"
        ]


def test_the_pace_goes_on_where_the_last_process_left_it(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    with copied(base[0], tmp_path / "f") as (folder, store):
        work(folder, store, archive, budget=1)
        assert archive.client.before == []
        time.sleep(2)
        work(folder, store, archive, budget=1)
        (before,) = archive.client.before
        assert 2 <= before < 3


def test_only_what_is_asked_about_is_asked_and_only_in_time(
    base: tuple[Path, str], tmp_path: Path, time: Time
) -> None:
    archive = Memory(time)
    with copied(base[0], tmp_path / "f") as (folder, store):
        more(store, 5)
        config = configuration.load(folder.config)
        url = str(store.all("SELECT id FROM urls ORDER BY rowid")[0]["id"])
        Outbox(folder, config, store, [archive], time.sleep).work(urls=[url], seconds=0.0)
        assert archive.looked_up == []
        Outbox(folder, config, store, [archive], time.sleep).work(urls=[url], seconds=60.0)
        assert archive.looked_up == [base[1]]
        assert states(store) == {"lookup": "done", "save": "captured", "confirm": "verified"}
