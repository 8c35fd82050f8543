"""Boards drawn by scripts, walked in a browser: all that they list, and nothing gone that was not seen to be."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from crawler.browser import processes
from crawler.browser.pool import available
from crawler.run.drawing import SWITCH
from crawler.sources.refresh import visit
from evidence import config as configuration
from evidence.config import Board, Source
from evidence.store import Store
from tests.browser.drawn_boards import BOARDS, State, endless, load_more, posted, shuffled
from tests.browser.site import Reply, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evidence.store.boards import Brought
    from tests.browser.drawn_boards import Replies
    from tests.browser.site import Asked
    from tests.conftest import Bench

_QUICK = ("posted", "hash-routes")
"""Those of every run of the tests; ``make pages`` opens all."""
CHOSEN = tuple(BOARDS) if os.environ.get("TESTIGO_PAGES") == "all" else _QUICK
pytestmark = pytest.mark.skipif(available() is not None, reason=str(available()))


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "")


class Watched:
    """A board that is walked again and again."""

    def __init__(self, bench: Bench, start: str, replies: Callable[[State], Replies]) -> None:
        self.bench, self.start, self.replies = bench, start, replies
        self.state = State()
        self.store = Store(bench.folder.database)
        self.site = Site({})
        bench.configure(timeout=5)

    def __enter__(self) -> Watched:
        self.site.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.site.__exit__()
        self.store.close()

    def visit(self, night: int = 1, board: Board | None = None) -> Brought:
        self.state.night = night
        self.site.replies = self.replies(self.state)
        self.site.asked.clear()
        url = f"http://127.0.0.1:{self.site.port}{self.start}"
        source = Source("tablero", url, "board", board=board or Board())
        config = configuration.load(self.bench.folder.config)
        return visit(self.store, source, config, self.bench.folder)

    def listed(self) -> set[str]:
        sql = """SELECT u.url FROM board_entries e JOIN urls u ON u.id = e.url_id
                 WHERE e.dropped_at IS NULL AND u.url LIKE '%.pdf'"""
        return {row["url"].partition("/docs/")[2] for row in self.store.all(sql)}


@pytest.fixture
def watched(bench: Bench) -> Iterator[Callable[..., Watched]]:
    made: list[Watched] = []

    def make(start: str, replies: Callable[[State], Replies]) -> Watched:
        made.append(Watched(bench, start, replies).__enter__())
        return made[-1]

    yield make
    for one in made:
        one.__exit__()


def told(brought: Brought) -> set[tuple[str, str]]:
    """Kind and file of each event."""
    return {
        (event.kind.value, entry.url.partition("/docs/")[2])
        for event in brought.events
        if (entry := event.now or event.before) is not None
    }


@pytest.mark.parametrize("name", CHOSEN)
def test_all_that_a_drawn_board_lists_is_found_and_its_events_told(
    name: str, watched: Callable[..., Watched]
) -> None:
    model = BOARDS[name]
    board = watched(model.start, model.replies)
    first = board.visit()
    assert (first.state, first.problem) == ("complete", "")
    assert len(board.listed()) == model.listed
    second = board.visit(2)
    assert (second.state, second.problem) == ("complete", "")
    names = {kind: {file for k, file in told(second) if k == kind} for kind, _ in told(second)}
    assert {kind: len(files) for kind, files in names.items()} == {"added": 1, "dropped": 1}
    assert next(iter(names["dropped"])).endswith("-3.pdf")
    assert next(iter(names["added"])).endswith("-nuevo.pdf")

    os.environ[SWITCH] = "off"
    stood = board.listed()
    without = board.visit(2)
    assert without.events == ()
    assert board.listed() == stood
    assert without.state == "incomplete"
    assert without.problem.startswith("no-browser ")


def test_a_board_without_end_is_left_and_nothing_of_it_is_called_gone(
    watched: Callable[..., Watched],
) -> None:
    board = watched("/sinfin/", endless)
    first = board.visit(1, Board(pages=12))
    assert (first.state, first.problem.partition(" ")[0]) == ("incomplete", "pages")
    stood = board.listed()
    assert len(stood) >= 40
    for _ in range(2):
        again = board.visit(2, Board(pages=12))
        assert {kind for kind, _ in told(again)} <= {"added"}
        assert stood <= board.listed()


def test_a_board_that_shows_others_each_time_loses_none(watched: Callable[..., Watched]) -> None:
    board = watched("/azar/", shuffled)
    assert board.visit().state == "complete"
    for night in (2, 3, 4):
        stood = board.listed()
        brought = board.visit(night)
        assert brought.problem.startswith("unsteady ")
        assert "dropped" not in {kind for kind, _ in told(brought)}
        assert stood <= board.listed()


def test_a_board_whose_data_fail_midway_loses_none(watched: Callable[..., Watched]) -> None:
    board = watched("/post/", posted)
    board.visit()
    stood = board.listed()
    board.state.fails = True
    for _ in range(2):
        brought = board.visit(2)
        assert brought.problem.startswith("data-failed ")
        assert "dropped" not in {kind for kind, _ in told(brought)}
        assert stood <= board.listed()
    board.state.fails = False
    assert {kind for kind, _ in told(board.visit(2))} == {"dropped", "added"}


@pytest.mark.parametrize(
    "words",
    ["--user-data-dir=", pytest.param("crawler.browser.worker", marks=pytest.mark.slow)],
)
def test_a_browser_or_its_worker_killed_midway_loses_none(
    words: str, watched: Callable[..., Watched], bench: Bench
) -> None:
    board = watched("/mas/", load_more)
    board.visit()
    stood, killed = board.listed(), list[int]()

    def killing(state: State) -> Replies:
        replies = load_more(state)
        answer = replies["/mas/api"]
        assert callable(answer)

        def give(asked: Asked) -> Reply:
            if asked.path.endswith("pagina=3") and not killed:
                killed.extend(_below(words)[:1])
                processes.end(*killed)
            return answer(asked)

        return replies | {"/mas/api": give}

    board.replies = killing
    brought = board.visit(2)
    assert len(killed) == 1
    assert brought.problem.startswith("browser-failed ")
    assert "dropped" not in {kind for kind, _ in told(brought)}
    assert stood <= board.listed()
    assert {kind for kind, _ in told(board.visit(2))} >= {"dropped"}
    assert len(board.listed()) == 43
    assert "all as recorded" in bench.testigo("verify").err


def _below(words: str) -> list[int]:
    """Processes of this one whose command says that: of a browser the first, which the others belong to."""
    found = ((pid, processes.command(pid)) for pid in processes.below(os.getpid()))
    return [pid for pid, command in found if words in command and "--type=" not in command]


def test_data_that_robots_txt_closes_are_not_asked_for_and_all_that_was_kept_is_sound(
    watched: Callable[..., Watched], bench: Bench
) -> None:
    board = watched("/mas/", load_more)
    rules = "User-agent: *\nDisallow: /mas/api"
    board.replies = lambda state: (
        load_more(state) | {"/robots.txt": Reply(rules.encode(), "text/plain")}
    )
    brought = board.visit()
    assert (brought.state, brought.problem) == ("complete", ""), "what was listed without is all"
    assert [one.path for one in board.site.asked if "/api" in one.path] == []
    assert len(board.listed()) == 10
    board.replies = load_more
    assert board.visit().state == "complete"
    assert len(board.listed()) == 43
    board.replies = lambda state: (
        load_more(state) | {"/robots.txt": Reply(rules.encode(), "text/plain")}
    )
    closed = board.visit()
    assert closed.problem.startswith("robots ")
    assert len(board.listed()) == 43
    drawn = board.store.all("SELECT url FROM captures WHERE url LIKE 'urn:dom:%'")
    assert len(drawn) >= 6
    assert "all as recorded" in bench.testigo("verify").err
