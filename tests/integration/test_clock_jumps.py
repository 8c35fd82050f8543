"""Nights by a clock that is wrong: a year ahead, a week, a month behind, or that jumps in mid-walk.

Each night is a process of its own whose clock is set before it begins. Servers on loopback are no
witnesses, for they share our clock, unless a test says that they are far away.
"""

from __future__ import annotations

import json
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import formatdate
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from twisted.internet import base

from crawler.run import clock_watch, looking, own_faults
from evidence.domains import host_of
from tests import commands
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from tests.commands import Done
    from tests.conftest import Bench

DAY = 86_400.0
YEAR = 365 * DAY


def set_clock(
    ahead: float, after: int, jump: float, *, far: bool, neutral: float | None, found: bool
) -> None:
    """Set the clock of this process, which jumps again ``after`` so many looks, or once it was ``found`` to
    be wrong. ``far``: servers are witnesses; ``neutral``: how many seconds a neutral host is ahead, where
    there is one."""
    real, moved = time.time, [ahead]
    time.time = lambda: real() + moved[0]
    base.ReactorBase.seconds = staticmethod(time.time)  # Twisted's, which took the real one
    if far:
        clock_watch._is_witness = lambda _ip: True
        clock_watch.domain_of = host_of
    if neutral is not None:
        clock_watch.server_time = lambda _hosts, **_: datetime.fromtimestamp(real() + neutral, UTC)
    keep, kept = looking.Looking._keep, []

    def counted(*arguments: Any, **named: Any) -> Any:
        kept.append(keep(*arguments, **named))
        if len(kept) == after:
            moved[0] += jump
        return kept[-1]

    looking.Looking._keep = counted  # type: ignore[method-assign]
    if found:
        is_ours = own_faults.OwnFaults.is_ours

        async def asked(self: own_faults.OwnFaults) -> bool:
            answer = await is_ours(self)
            moved[0] += jump * answer
            return answer

        own_faults.OwnFaults.is_ours = asked  # type: ignore[method-assign]


@dataclass
class Web:
    """Five hosts with a page each, whose clocks are right."""

    bench: Bench
    servers: list[RawServer]
    gone: set[int] = field(default_factory=set)
    dated: bool = True

    def reply(self, number: int) -> bytes:
        status = b"HTTP/1.1 404 Not Found\r\n" if number in self.gone else b"HTTP/1.1 200 OK\r\n"
        own = f"Texto propio de la página {number}. " * 60
        body = page("No existe." if number in self.gone else own)
        date = f"Date: {formatdate(time.time(), usegmt=True)}\r\n" if self.dated else ""
        told = f"{date}Content-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        return status + told.encode() + body

    def night(
        self,
        ahead: float,
        *arguments: str,
        far: bool = False,
        neutral: float | None = None,
        after: int = 0,
        jump: float = 0.0,
        found: bool = False,
    ) -> Done:
        """``testigo run`` by a clock that is so many seconds ahead, and jumps ``after`` so many looks, or
        once it was ``found`` to be wrong."""
        command = [*(arguments or ("run",)), "--folder", str(self.bench.path)]
        return commands.run(
            *command,
            prepare=partial(set_clock, ahead, after, jump, far=far, neutral=neutral, found=found),
        )

    def standing(self, number: int) -> dict[str, object]:
        sql = "SELECT st.* FROM standings st JOIN urls u ON u.id = st.url_id WHERE u.url = ?"
        (row,) = self.bench.rows(sql, self.servers[number].url("/a"))
        return row

    def looks(self) -> int:
        (row,) = self.bench.rows("SELECT COUNT(*) AS n FROM checks")
        return int(row["n"])


@pytest.fixture
def web(bench: Bench) -> Iterator[Web]:
    with ExitStack() as stack:
        servers = [stack.enter_context(RawServer({})) for _ in range(5)]
        web = Web(bench, servers)
        for number, server in enumerate(servers):
            server.replies["/a"] = lambda connection, _, n=number: connection.sendall(web.reply(n))
            server.replies["/robots.txt"] = ok(b"")
        bench.cite(*(server.url("/a") for server in servers))
        yield web


def test_a_night_a_year_ahead_silences_nobody(web: Web) -> None:
    """Nobody told that night that the clock was wrong; the next one, by a right clock, finds out."""
    assert web.night(0).code == 0
    web.gone.add(1)
    assert web.night(YEAR).code == 0
    assert web.night(4 * DAY, "run", "--only", "due").code == 0
    assert web.looks() == 15  # all were due
    standing = web.standing(1)
    assert (standing["verdict"], standing["certainty"], standing["looks"]) == (
        "missing",
        "suspected",
        1,
    )
    assert str(standing["since"]) < str(web.standing(0)["next_look"])
    assert web.bench.rows("SELECT fault, hosts FROM outages") == [{"fault": "clock", "hosts": 0}]
    told = web.night(4 * DAY, "status", "--format", "json")
    assert len(json.loads(told.out)["clock_was_wrong"]) == 1
    assert "it was wrong in the run of" in web.night(4 * DAY, "doctor").out
    (trouble,) = web.bench.rows("SELECT kind, facts_json FROM troubles")
    assert trouble["kind"] == "clock"
    assert json.loads(trouble["facts_json"])["count"] == 5
    assert web.bench.testigo("verify").code == 0
    # what is confirmed is confirmed by the nights of a right clock
    web.night(8 * DAY)
    assert web.standing(1)["certainty"] != "confirmed"
    web.night(12 * DAY)
    assert web.standing(1)["certainty"] == "confirmed"


def test_a_clock_a_week_ahead_confirms_no_loss_where_servers_tell_another_time(web: Web) -> None:
    web.gone.add(1)
    web.night(0)
    for ahead in (4 * DAY, 8 * DAY):
        done = web.night(ahead, "run", "--only", "all", far=True)
        assert done.code == 3
        assert "h ahead of the clocks of 5 servers" in done.err
        assert "set the clock" in done.err
    standing = web.standing(1)
    assert (standing["certainty"], standing["looks"]) == ("suspected", 1)
    assert web.bench.testigo("verify").code == 0
    assert web.night(0, "run", "--only", "all", far=True).code == 0


def test_one_server_with_a_wrong_clock_is_not_ours(web: Web) -> None:
    late = web.reply(1).replace(b"Date: ", b"Date: Thu, 01 Jan 2015 00:00:00 GMT\r\nX-Was: ")
    web.servers[1].replies["/a"] = late
    assert web.night(0, far=True).code == 0
    assert web.bench.rows("SELECT * FROM outages") == []


def test_cited_servers_that_are_all_wrong_by_the_same_are_not_believed(web: Web) -> None:
    """Three ministries on one machine whose local time is called GMT; a neutral host knows better."""
    assert web.night(6 * 3600.0, far=True, neutral=6 * 3600.0).code == 0
    assert web.bench.rows("SELECT * FROM outages") == []
    assert web.night(6 * 3600.0, "run", "--only", "all", far=True).code == 3


def test_a_clock_that_jumps_in_mid_walk_and_stays(web: Web) -> None:
    done = web.night(0, far=True, after=1, jump=YEAR)
    assert done.code in (0, 3)
    web.night(4 * DAY, far=False)
    assert web.bench.rows("SELECT * FROM standings WHERE last_look > '2027-06-01'") == []
    assert web.bench.testigo("verify").code == 0


@pytest.mark.parametrize("witnesses", [0, 1])
def test_a_night_in_which_hardly_anybody_answers_asks_a_neutral_host(
    web: Web, witnesses: int
) -> None:
    """Fewer hosts than must agree against our clock: a week ahead would confirm what is lost."""
    web.gone.add(1)
    web.dated = False
    web.night(0)
    if witnesses:
        right = f"Date: {formatdate(time.time(), usegmt=True)}\r\nX-Was: ".encode()
        web.servers[2].replies["/a"] = web.reply(2).replace(b"Content-Type: ", right, 1)
    for ahead in (4 * DAY, 8 * DAY):
        done = web.night(ahead, "run", "--only", "all", far=True, neutral=0)
        assert done.code == 3
        assert "h ahead of the clock of one server" in done.err
    standing = web.standing(1)
    assert (standing["certainty"], standing["looks"]) == ("suspected", 1)
    assert web.night(8 * DAY, "run", "--only", "all", far=True, neutral=8 * DAY).code == 1  # counts


@pytest.mark.parametrize("behind", [-25 * 3600.0, -400 * DAY])
def test_a_clock_that_is_set_right_in_mid_walk_takes_back_what_was_seen_before(
    web: Web, behind: float
) -> None:
    """Nobody says that it was right until then; else those looks would be older than they are."""
    web.gone |= {0, 1, 2, 3, 4}
    web.dated = False
    done = web.night(behind, far=True, after=3, jump=-behind, neutral=0)
    assert done.code == 0
    assert "3 looks made before it was set are taken back" in done.err
    assert len(web.bench.rows("SELECT * FROM standings")) == 2
    assert web.bench.rows("SELECT fault FROM outages") == [{"fault": "clock"}]
    assert web.bench.testigo("verify").code == 0


@pytest.mark.parametrize("hours", [10, 25])
def test_a_clock_that_is_set_right_when_it_was_found_wrong_takes_back_what_was_seen_before(
    web: Web, hours: int
) -> None:
    """The walk ends because the clock is wrong, and by its end it is not. The next run looks at all of it,
    whether by the times it could go on with that one or not."""
    web.gone |= {0, 1, 2, 3, 4}
    for server in web.servers:
        server.replies["/b"] = server.replies["/c"] = server.replies["/a"]
    web.bench.cite(*(one.url(path) for one in web.servers for path in ("/b", "/c")), name="more")
    done = web.night(-hours * 3600.0, far=True, jump=hours * 3600.0, neutral=0, found=True)
    assert done.code == 3
    assert "looks made before it was set are taken back" in done.err
    (taken,) = web.bench.rows("SELECT checks_json FROM outages WHERE fault = 'clock'")
    standings = web.bench.rows("SELECT check_id FROM standings")
    assert not {one["check_id"] for one in standings} & set(json.loads(taken["checks_json"]))
    assert web.bench.testigo("verify").code == 0
    assert web.night(0, far=True, neutral=0).code == 0
    assert len(web.bench.rows("SELECT * FROM standings")) == 15
    assert web.bench.rows("SELECT state FROM runs") == [{"state": "offline"}, {"state": "finished"}]


def test_a_clock_that_is_set_back_in_mid_walk_holds_nothing_up(
    web: Web, gate: threading.Event
) -> None:
    """Twisted's own timers, of answers that don't come, would wait for those 400 days."""
    web.servers[4].replies["/a"] = lambda *_: gate.wait()
    done = web.night(0, far=True, after=2, jump=-400 * DAY, neutral=-400 * DAY)
    assert "4 alive, 1 unreachable" in done.out


def test_a_machine_that_stood_still_takes_nothing_back(web: Web) -> None:
    """A virtual machine that was paused comes back with a clock that was set, and that was right before."""
    web.night(0, far=True, after=5, jump=9 * 3600.0)
    assert web.bench.rows("SELECT * FROM outages") == []
    assert len(web.bench.rows("SELECT * FROM standings")) == 5


@pytest.mark.parametrize("nights", [1, 4])
def test_a_clock_that_was_set_back_a_month(web: Web, nights: int) -> None:
    """Where the log speaks against our clock, one server is enough; and where none says anything, many
    nights without a gap are."""
    web.dated = False
    for number in range(nights):
        assert web.night(number * 4 * DAY, "run", "--only", "all").code == 0
    done = web.night(-30 * DAY, "run", "--only", "all")
    assert "one of them is wrong" in done.err
    assert done.code == (0 if nights == 1 else 3)
    assert web.bench.testigo("verify").code == 0  # the log has a sequence beside its times
    web.dated = True
    done = web.night(-30 * DAY, "run", "--only", "all", far=True)
    assert done.code == 3
    assert "behind the clocks of 5 servers" in done.err
    assert web.bench.testigo("verify").code == 0
    assert web.night(nights * 4 * DAY).code == 0
    assert web.bench.testigo("verify").code == 0
