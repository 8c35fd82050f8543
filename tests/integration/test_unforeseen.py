"""What nobody foresaw goes wrong in the middle of a night: it is said, nothing hangs, no night that was not walked
to its end is called finished, and the next one goes on."""

from __future__ import annotations

import gc
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

import testigo
from crawler.run import night as nights
from crawler.run.journey import Journey
from crawler.run.keeper import Keeper
from crawler.run.looking import Looking
from crawler.run.night import Night
from crawler.run.pictures import Pictures
from crawler.sources import series
from crawler.spiders.citations import CitationsSpider
from evidence.custody.verify import verify
from evidence.errors import RecordError, StoreError
from evidence.store import Store, runs
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

PATHS = [f"/{number}" for number in range(6)]
Broken = KeyError


@pytest.fixture
def server(bench: Bench) -> Iterator[RawServer]:
    pages = {path: ok(page(f"Texto propio de la página {path}. " * 30)) for path in PATHS}
    with RawServer(pages) as server:
        bench.cite(*map(server.url, PATHS))
        yield server


def broken(*_: Any, **__: Any) -> Any:
    raise Broken("unforeseen")


def states(bench: Bench) -> list[str]:
    return [row["state"] for row in bench.rows("SELECT state FROM runs ORDER BY started_at")]


def kept(bench: Bench) -> int:
    return len(bench.rows("SELECT DISTINCT url_id FROM checks"))


def goes_on(bench: Bench) -> None:
    """The next night looks at what is left, and is whole."""
    assert testigo.run(testigo.open(bench.path)).walked.finished
    assert kept(bench) == len(PATHS)
    assert states(bench)[-1] == "finished"


@pytest.mark.usefixtures("server")
def test_a_look_that_can_not_be_drawn_ends_no_night_as_finished(bench: Bench) -> None:
    draw, drawn = Night.draw, []

    def third(night: Night) -> Any:
        drawn.append(1)
        return broken() if len(drawn) == 3 else draw(night)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Night, "draw", third)
        with pytest.raises(Broken):
            testigo.run(testigo.open(bench.path))
    assert states(bench) == ["interrupted"]
    assert kept(bench) == 2
    goes_on(bench)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("where", ["follow", "further", "take"])
def test_nor_does_what_breaks_behind_the_looks(bench: Bench, where: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if where == "follow":
            patch.setattr(nights, "follow", broken)
        elif where == "further":
            patch.setattr(Night, "further", broken)
        else:

            async def take(_: Pictures) -> None:
                broken()

            patch.setattr(Pictures, "are_wanted", lambda _: True)
            patch.setattr(Pictures, "take", take)
        with pytest.raises(Broken):
            testigo.run(testigo.open(bench.path))
    assert "finished" not in states(bench)
    assert kept(bench) == len(PATHS)
    goes_on(bench)


@pytest.mark.usefixtures("server")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_batch_that_can_not_be_written_ends_the_night_and_says_why(bench: Bench) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "put_checks", broken)
        with pytest.raises(StoreError, match=r"can't be kept.*KeyError: 'unforeseen'"):
            testigo.run(testigo.open(bench.path))
    assert "finished" not in states(bench)
    gc.collect()  # the file that was cut off is let go of here, where nobody is warned of it
    goes_on(bench)


def test_what_breaks_over_one_look_is_that_looks_own(bench: Bench, server: RawServer) -> None:
    finished = Looking._finished

    async def some(looks: Looking, journey: Any) -> Any:
        return broken() if journey.due.url.endswith("/3") else await finished(looks, journey)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Looking, "_finished", some)
        assert testigo.run(testigo.open(bench.path)).walked.finished
    assert states(bench) == ["finished"]
    causes = bench.causes()
    assert causes.pop(server.url("/3")) == "internal"
    assert set(causes.values()) == {"first-look"}


def test_and_what_was_written_of_it_before_looks_like_no_intruder(
    bench: Bench, server: RawServer
) -> None:
    """A large answer is written before it is judged."""
    server.replies["/3"] = ok(page("Texto propio de una página larga. " * 20_000))
    keep = Keeper.keep

    def some(keeper: Keeper, journey: Any, *told: Any) -> Any:
        if journey.due.url.endswith("/3") and journey.exchanges:
            broken()
        return keep(keeper, journey, *told)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Keeper, "keep", some)
        assert testigo.run(testigo.open(bench.path)).walked.finished
    assert bench.causes()[server.url("/3")] == "internal"
    with closing(Store(bench.folder.database)) as store:
        assert [one for one in verify(bench.folder, store) if not one.note] == []


@pytest.mark.usefixtures("server")
def test_and_of_one_that_nobody_is_asked_for(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    finish = CitationsSpider._finish

    async def some(spider: CitationsSpider, journey: Any) -> Any:
        return broken() if journey.due.url.endswith("/3") else await finish(spider, journey)

    asked = Journey.first_request

    def unasked(journey: Journey) -> Any:
        return None if journey.due.url.endswith("/3") else asked(journey)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CitationsSpider, "_finish", some)
        patch.setattr(Journey, "first_request", unasked)
        assert testigo.run(testigo.open(bench.path)).walked.finished
    assert kept(bench) == len(PATHS)
    assert "broke us" in caplog.text


@pytest.mark.usefixtures("server")
def test_a_walk_with_something_left_to_begin_is_not_at_its_end(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    night = Night.open(bench.folder)
    night.end_walk(finished=True)
    night.close()
    assert states(bench) == ["interrupted"]
    assert "6 URLs were begun" in caplog.text
    goes_on(bench)


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (
            RecordError("warc/a.warc.gz", 7, "no record"),
            "series plan: warc/a.warc.gz at 7: no record",
        ),
        (Broken("unforeseen"), "series could not be followed (KeyError: 'unforeseen')"),
    ],
)
def test_a_plan_that_can_not_be_followed_is_told_and_undoes_no_night(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, raised: Exception, said: str
) -> None:
    def version(*_: Any) -> Any:
        raise raised

    monkeypatch.setattr(series, "version", version)
    bench.configure(extra="[[series]]\nname = 'plan'\nlocation = 'https://example.org/plan'\n")
    done = testigo.run(testigo.open(bench.path))
    assert done.walked.finished
    assert said in done.remarks
    assert kept(bench) == len(PATHS)


@pytest.mark.usefixtures("server")
def test_but_evidence_that_can_not_be_kept_ends_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(*_: Any) -> Any:
        raise StoreError(bench.folder.database, "disk full")

    monkeypatch.setattr(series, "version", version)
    bench.configure(extra="[[series]]\nname = 'plan'\nlocation = 'https://example.org/plan'\n")
    with pytest.raises(StoreError, match="disk full"):
        testigo.run(testigo.open(bench.path))
