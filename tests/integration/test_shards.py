"""A night that several processes walk: what it comes to, and what is left of it whatever is killed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest

from crawler.browser import processes
from crawler.scale import leftovers, places, split, tail
from evidence.config import Config
from evidence.custody.shards import give, take
from evidence.errors import FolderError
from evidence.folder import EvidenceFolder
from evidence.store import Store
from schedules import child
from schedules.state import ServiceState
from tests import shards
from tests.commands import ROOT
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from _pytest.mark import ParameterSet

    from tests.conftest import Bench


def _slow(value: object) -> ParameterSet:
    """One more of a kind of which another is tried already: ``make shards`` tries all."""
    return pytest.param(value, marks=pytest.mark.slow)


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """One whose hosts may take their time: here it matters who asks, and not how soon an answer comes."""
    bench.configure(timeout=30.0)
    return bench


def test_two_workers_come_to_what_one_comes_to(bench: Bench) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2")
        assert (done.code, done.out.strip()) == (0, f"{len(site.urls)} alive")
        assert "shard" not in done.err
        assert site.asked == Counter(site.urls)
        shards.whole(bench, site.urls)
        assert len(list(bench.folder.warc.glob("*.warc.gz"))) == 2
        index = bench.folder.index.read_text("utf-8").splitlines()
        assert index == sorted(index)
        assert all(f'"url": "{url}"' in "".join(index) for url in site.urls)
        # the next night compares with what the first one has kept, in whichever shard
        site.servers[0].replies["/0"] = ok(
            page("Otro texto, que nadie citó y que dice lo contrario. " * 30)
        )
        done = bench.testigo("run", "--workers", "2", "--only", "all")
        assert done.out.startswith(f"{len(site.urls) - 1} alive, 1 changed"), done
        assert bench.testigo("verify").code == 0
        kinds = Counter(
            row["record_type"] for row in bench.rows("SELECT record_type FROM captures")
        )
        assert kinds["revisit"] == len(site.urls) - 1


_NIGHT = """
import sys, testigo
from crawler.scale import cores, limits
cores.ENOUGH, limits.cores, limits.memory = int(sys.argv[2]), lambda: 2, lambda: 1 << 40
testigo.run(testigo.open(sys.argv[1]))
"""


@pytest.mark.parametrize(("enough", "processes"), [(50, 2), (5000, 1)])
def test_a_large_night_is_walked_on_all_cores(bench: Bench, enough: int, processes: int) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        with shards.running("-c", _NIGHT, str(bench.path), str(enough)) as process:
            _, said = process.communicate(timeout=90)
            assert process.returncode == 0, said
        shards.whole(bench, site.urls)
        assert len(list(bench.folder.warc.glob("*.warc.gz"))) == processes


def test_a_redirect_into_anothers_domain_is_looked_at_in_the_end(bench: Bench) -> None:
    with shards.site() as site:
        first, last = site.servers[0], site.servers[-1]
        for n in range(shards.EACH):
            there = last.url(f"/{n}").encode()
            first.replies[f"/{n}"] = (
                b"HTTP/1.1 301 Moved Permanently\r\nLocation: "
                + there
                + b"\r\nContent-Length: 0\r\n\r\n"
            )
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2")
        assert done.code == 0, done.err
        shards.whole(bench, site.urls)
        moved = bench.rows("SELECT * FROM checks WHERE redirects_json IS NOT NULL")
        assert len(moved) == shards.EACH


def test_rules_that_lie_in_anothers_domain_are_obeyed(bench: Bench) -> None:
    with shards.site(each=30) as site:
        for server, other in zip(site.servers, [*site.servers[1:], site.servers[0]], strict=True):
            there = other.url("/rules.txt").encode()
            server.replies["/robots.txt"] = (
                b"HTTP/1.1 301 X\r\nContent-Length: 0\r\nLocation: " + there + b"\r\n\r\n"
            )
            server.replies["/rules.txt"] = ok(
                b"User-agent: *\nDisallow: /3\n", media_type=b"text/plain"
            )
        bench.cite(*site.urls)
        bench.testigo("run", "--workers", "3")
        shards.whole(bench, site.urls)
        closed = {url for url, cause in bench.causes().items() if cause == "robots"}
        assert closed == {server.url("/3") for server in site.servers}
        assert [server.asked["/3"] for server in site.servers] == [0] * len(site.servers)


def _showing(site: shards.Site, others: list[RawServer]) -> None:
    """Every page has the menu of its host, and shows a document that another host has. Some are so large that they
    are written before they are judged."""
    for server, other in zip(site.servers, others, strict=True):
        menu = f"<html><body><p>Inicio de {server.url('/')}. Transparencia.</p></body></html>"
        server.replies["/menu"] = ok(menu.encode())
        server.replies["/plan.pdf"] = ok(b"%PDF-1.4 plan", media_type=b"application/pdf")
        document = other.url("/plan.pdf")
        for n in range(len(site.urls) // len(site.servers)):
            shown = f"<p>El plan {n} {document}.</p><iframe src='/menu'></iframe><embed src='{document}'>"
            large = f"<!--{'-' * 300_000}-->" if n % 10 == 0 else ""
            site.put(server, f"/{n}", ok(f"<html><body>{shown}{large}</body></html>".encode()))


@pytest.mark.parametrize("others", [[1, 2, 3, 4, 5, 0], _slow([1, 0, 3, 2, 5, 4])])
def test_what_pages_show_is_looked_at_once_though_they_are_given_back(
    bench: Bench, others: list[int]
) -> None:
    """Pages lead to the next host, so that one process looks at all in the end; or in pairs, so that shards look at
    them again, which do not know what was looked at before."""
    with shards.site(each=30) as site:
        _showing(site, [site.servers[n] for n in others])
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "3")
        assert done.code == 0, done.err
        looks = bench.rows("SELECT COUNT(*) AS n, COUNT(DISTINCT url_id) AS urls FROM checks")
        assert [(row["n"], row["urls"]) for row in looks] == [(6 * 32, 6 * 32)]
        assert bench.testigo("verify").code == 0
        assert bench.testigo("run", "--workers", "3", "--only", "all").code == 0


def _small_shards() -> None:
    """As they are of a million URLs: several to each lane."""
    split.MOST, split._FIRST, split._TOGETHER = 12, 5, 2  # type: ignore[misc]


def test_what_pages_show_is_no_reason_to_give_them_back_in_the_first_round(bench: Bench) -> None:
    """Some of whose shards are made when others were taken in."""
    with shards.site(each=30) as site:
        _showing(site, site.servers)
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2", prepare=_small_shards)
        assert done.code == 0, done.err
        assert site.asked == Counter(site.urls)
        assert bench.testigo("verify").code == 0


@pytest.mark.parametrize("is_looked_at", [False, True])
def test_a_shard_has_the_bytes_of_what_it_looks_at(
    bench: Bench, tmp_path: Path, is_looked_at: bool
) -> None:
    """A page that was given back shows what others have looked at, and what nobody has: that is compared here."""
    with shards.site(hosts=1, each=1) as site:
        site.servers[0].replies["/menu"] = ok(page("Inicio. Transparencia. " * 30))
        site.put(
            site.servers[0], "/0", ok(page("El acta. " * 60) + b"<iframe src='/menu'></iframe>")
        )
        bench.cite(*site.urls)
        assert bench.testigo("run").code == 0
        page_id, menu_id = (_id_of(bench, path) for path in ("/0", "/menu"))
        (run,) = bench.rows("SELECT id FROM runs")
        shard = EvidenceFolder(tmp_path / "shard")
        with closing(Store(bench.folder.database)) as store, bench.folder.hold():
            tonight = run["id"] if is_looked_at else "tonight"
            urls, beside = [page_id], [menu_id]
            give.give(bench.folder, store, shard, urls, run=tonight, probes_since="", beside=beside)
        with closing(Store(shard.database)) as given:
            sql = "SELECT c.warc FROM captures c JOIN checks k ON k.capture_id = c.id WHERE k.url_id = ?"
            files = {one: given.value(sql, one) for one in (page_id, menu_id)}
        assert files[page_id] == give.RECORDS
        assert (files[menu_id] == give.RECORDS) != is_looked_at


def _id_of(bench: Bench, path: str) -> str:
    (row,) = bench.rows("SELECT id FROM urls WHERE url LIKE ?", f"%{path}")
    return str(row["id"])


def _each_once(bench: Bench, count: int) -> None:
    looks = bench.rows("SELECT COUNT(*) AS n, COUNT(DISTINCT url_id) AS urls FROM checks")
    assert [(row["n"], row["urls"]) for row in looks] == [(count, count)]
    assert bench.testigo("verify").code == 0


def _left_soon() -> None:
    _small_shards()
    split._TOGETHER = 3  # type: ignore[misc]
    tail.PATIENCE = 0.5  # type: ignore[misc]


def test_what_few_hosts_leave_of_a_shard_holds_no_other_shard_of_the_lane(bench: Bench) -> None:
    living = threading.Event()
    waited_for: list[bool] = []

    def slowly(connection: socket.socket, _request: bytes) -> None:
        if waited_for:
            waited_for.append(living.is_set())
        else:
            waited_for.append(living.wait(4.0))
        connection.sendall(ok(page("El acta, que tardó en llegar. " * 30)))

    with shards.site() as site, RawServer({}, host="127.0.9.77") as slow:
        slow.replies.update({f"/{n}": slowly for n in range(3)})
        late = [slow.url(path) for path in slow.replies]
        bench.cite(*late)  # the most pressing: due for longest
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with ThreadPoolExecutor(1) as threads:
            night = threads.submit(bench.testigo, "run", "--workers", "2", prepare=_left_soon)
            while site.asked.total() < len(site.urls) and not night.done():
                time.sleep(0.01)
            living.set()
            done = night.result()
        assert done.code == 0, done.err
        # what is under way is waited for, which is two of a host; the third is asked for when all else was
        assert waited_for == [False, False, True]
        assert site.asked == Counter(site.urls)
        shards.whole(bench, late + site.urls)


def test_what_follows_in_a_lane_keeps_the_delay_of_its_hosts(bench: Bench) -> None:
    with shards.site(each=10) as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 1.0)
        done = bench.testigo("run", "--workers", "2", prepare=_small_shards)
        assert (done.code, done.out.strip()) == (0, f"{len(site.urls)} alive")
        assert "shard" not in done.err
        assert site.asked == Counter(site.urls)
        assert min(site.gaps()) > 0.5
        shards.whole(bench, site.urls)
        files = len(list(bench.folder.warc.glob("*.warc.gz")))
        assert files >= len(site.urls) / 12


@pytest.mark.parametrize("others", [_slow([0, 1, 2, 3, 4, 5]), [1, 0, 3, 2, 5, 4]])
def test_what_pages_of_several_shards_show_is_looked_at_once(
    bench: Bench, others: list[int]
) -> None:
    with shards.site(each=15) as site:
        _showing(site, [site.servers[n] for n in others])
        bench.cite(*site.urls)
        for _ in range(2):
            done = bench.testigo("run", "--workers", "2", "--only", "all", prepare=_small_shards)
            assert done.code == 0, done.err
            assert "shard" not in done.err
        looks = bench.rows("SELECT COUNT(*) AS n, COUNT(DISTINCT url_id) AS u FROM checks")
        assert [(row["n"], row["u"]) for row in looks] == [(2 * 6 * 17, 6 * 17)]
        assert bench.testigo("verify").code == 0


@pytest.mark.parametrize("spelt", [_slow("/{}"), "/%3{}"])
def test_a_page_may_show_what_another_shard_looks_at_for_its_own_sake(
    bench: Bench, spelt: str
) -> None:
    """The first pages show the last ones, and these the first; in another spelling, too."""
    with shards.site(each=10) as site:
        for server in site.servers:
            for n in range(10):
                shown = f"<p>Anexo {n}.</p><iframe src='{spelt.format(9 - n)}'></iframe>"
                text = page(f"{server.url(f'/{n}')} con su texto, que no dice nada más. " * 30)
                site.put(server, f"/{n}", ok(text.replace(b"</body>", shown.encode() + b"</body>")))
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2", prepare=_small_shards)
        assert done.code == 0, done.err
        assert "shard" not in done.err
        _each_once(bench, len(site.urls))
        assert bench.testigo("run", "--workers", "2", "--only", "all").code == 0


def test_a_night_that_is_gone_on_with_knows_what_was_looked_at(bench: Bench) -> None:
    with shards.site(each=30) as site:
        _showing(site, site.servers)
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with _running(bench) as process:
            assert site.wait_for(60, process)
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 3
        done = bench.testigo("run", "--workers", "3")
        assert done.code == 0, done.err
        assert "shard" not in done.err
        looks = bench.rows("SELECT COUNT(*) AS n, COUNT(DISTINCT url_id) AS urls FROM checks")
        assert [(row["n"], row["urls"]) for row in looks] == [(6 * 32, 6 * 32)]
        assert bench.testigo("verify").code == 0


def test_shards_lie_in_another_folder(bench: Bench, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere" / "nights"
    with shards.site() as site:
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2", "--shards", str(place))
        assert done.code == 0, done.err
        assert "testigo: " not in done.err
        shards.whole(bench, site.urls)
        assert len(list(bench.folder.warc.glob("*.warc.gz"))) == 2
        assert not any(place.rglob("*"))


def test_what_a_killed_leader_left_in_another_folder_is_taken_up(
    bench: Bench, tmp_path: Path
) -> None:
    place = tmp_path / "nights"
    command = ("run", "--workers", "2", "--shards", str(place), "--folder", str(bench.path))
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with shards.running("-m", "testigo", *command) as process:
            assert site.wait_for(30, process)
            process.send_signal(signal.SIGKILL)
            process.wait()
        asked = site.asked.total()
        # on a disk of the network that is not there it waits
        place.rename(tmp_path / "away")
        told: list[str] = []
        with closing(Store(bench.folder.database)) as store, bench.folder.hold():
            leftovers.take_up(bench.folder, store, Config(), told.append)
        assert ["can't be fetched" in one for one in told] == [True, True]
        (tmp_path / "away").rename(place)
        done = bench.testigo("run")
        assert done.code == 0, done.err
        shards.whole(bench, site.urls)
        # what was under way, and what was not on the disk yet
        assert site.asked.total() <= len(site.urls) + 64 < len(site.urls) + asked + 64
        assert not any(place.rglob("*"))


def test_what_one_domain_has_is_walked_here(bench: Bench) -> None:
    with shards.site(hosts=1, each=60) as site:
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2")
        assert done.code == 0, done.err
        shards.whole(bench, site.urls)
        assert bench.rows("SELECT * FROM custody WHERE act = 'merged'") == []


def test_where_no_key_can_be_written_all_is_looked_at_here(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    with shards.site() as site:
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2")
        assert done.code == 0, done.err
        assert "no shard can be made" in done.err
        assert not (bench.path / "shards").exists()
        assert site.asked == Counter(site.urls)


def test_where_shards_can_not_lie_all_is_looked_at_here(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with shards.site() as site:
        bench.cite(*site.urls)
        place = str(tmp_path / "file" / "nights")
        done = bench.testigo("run", "--workers", "2", "--shards", place)
        assert done.code == 0, done.err
        assert f"shards can't lie at {place}" in done.err
        shards.whole(bench, site.urls)


def test_what_hosts_told_a_shard_holds_for_the_whole_night(bench: Bench) -> None:
    busy = b"HTTP/1.1 429 X\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with shards.site() as site:
        bench.cite(*site.urls)
        quiet, mapped = site.servers[:2]
        for server in (quiet, mapped):
            server.replies["/0"] = _LOST
        quiet.replies["/11"] = busy
        mapped.replies["/robots.txt"] = ok(
            f"User-agent: *\nDisallow:\nSitemap: {mapped.url('/mapas/todo.xml')}\n".encode(),
            media_type=b"text/plain",
        )
        assert bench.testigo("run", "--workers", "2").code == 3
    assert mapped.asked["/mapas/todo.xml"] == 1
    assert quiet.asked["/11"] == 1
    assert quiet.asked["/sitemap.xml"] == 0


_LOST = b"HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def _running(bench: Bench) -> AbstractContextManager[subprocess.Popen[bytes]]:
    return shards.running("-m", "testigo", "run", "--workers", "2", "--folder", str(bench.path))


def _kill_the_leader(bench: Bench, site: shards.Site) -> None:
    """Of a night that has looked at some of it."""
    bench.cite(*site.urls)
    shards.delayed(bench, 0.05)
    with _running(bench) as process:
        assert site.wait_for(30, process)
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("after", [_slow(5), 40])
def test_a_killed_worker_goes_on_where_it_stood(bench: Bench, after: int) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with _running(bench) as process:
            assert site.wait_for(after, process)
            shards.kill(shards.walkers(bench.path)[0])
            assert process.wait(60) == 0
        shards.whole(bench, site.urls)
        # what was under way, and what was not on the disk yet
        assert site.asked.total() <= len(site.urls) + 64


def test_who_walks_is_started_again_though_what_it_is_forked_from_is_killed_too(
    bench: Bench,
) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with _running(bench) as process:
            assert site.wait_for(10, process)
            (nursery,) = shards.nurseries(process.pid, bench.path)
            walkers = shards.walkers(bench.path)
            assert len(walkers) == 2
            for pid in (nursery, walkers[0]):
                shards.kill(pid)
            assert process.wait(60) == 0
        shards.whole(bench, site.urls)


@pytest.mark.parametrize("after", [1, _slow(40)])
def test_what_a_killed_leader_left_is_taken_up_by_the_next_run(bench: Bench, after: int) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with _running(bench) as process:
            assert site.wait_for(after, process)
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert bench.testigo("verify").code == 0
        done = bench.testigo("run")
        assert done.code == 0, done.err
        shards.whole(bench, site.urls)


def test_the_service_sees_how_several_get_on(bench: Bench) -> None:
    """The night's own log and WARC files stay as they are until a shard is taken in."""
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.3)
        state = ServiceState(bench.folder)
        with _running(bench) as process:
            assert site.wait_for(10, process)
            before = now = state.progress()
            end = time.monotonic() + 30
            while now == before:
                assert time.monotonic() < end
                now = state.progress()
            assert now[0] == before[0]
            assert not list(bench.folder.warc.glob("*.warc.gz")), "nothing is taken in yet"


def _alone(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("end", [child.kill, _alone])
def test_a_night_that_is_killed_is_over_though_one_who_walks_hangs(
    bench: Bench, tmp_path: Path, end: Callable[[int], None]
) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        arguments = ("--workers", "2", "--folder", str(bench.path))
        night = child.Child(arguments, tmp_path / "logs" / "night.log", lambda: None)
        site.wait_for(10, night)
        workers = processes.below(night.pid)
        hanging, _ = shards.walkers(bench.path)
        os.kill(hanging, signal.SIGSTOP)
        end(night.pid)
        assert night.wait(30) == -signal.SIGKILL
        late = time.monotonic() + 20
        while any(map(processes.command, workers)):  # what has none is gone
            assert time.monotonic() < late
            time.sleep(0.01)
        assert bench.testigo("run").code == 0
        shards.whole(bench, site.urls)


def test_who_walks_imports_nothing_from_the_current_folder(bench: Bench, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    (sent / "crawler").mkdir(parents=True)
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w')"
    for name in ("random.py", "crawler/__init__.py", "testigo.py"):
        (sent / name).write_text(trap)
    with shards.site() as site:
        bench.cite(*site.urls)
        night = ("run", "--workers", "2", "--folder", str(bench.path))
        done = subprocess.run(
            [sys.executable, "-P", "-m", "testigo", *night], cwd=sent, check=False
        )
        assert done.returncode == 0
        shards.whole(bench, site.urls)
    assert not (tmp_path / "sprung").exists()
    assert len(list(bench.folder.warc.glob("*.warc.gz"))) == 2


_FOUND = """
import json, sys
sys.path += json.loads(sys.argv[2])
import testigo
testigo.run(testigo.open(sys.argv[1]), workers=2)
"""


def test_who_walks_imports_what_was_found_through_sys_path_alone(
    bench: Bench, tmp_path: Path
) -> None:
    """By an interpreter that has nothing of ours installed, where tests run in a venv."""
    bare = getattr(sys, "_base_executable", sys.executable)
    with shards.site() as site:
        bench.cite(*site.urls)
        there = json.dumps([str(ROOT), *sys.path])
        subprocess.run([bare, "-c", _FOUND, str(bench.path), there], cwd=tmp_path, check=True)
        shards.whole(bench, site.urls)
    assert len(list(bench.folder.warc.glob("*.warc.gz"))) == 2


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_night_keeps_what_was_looked_at(bench: Bench, sign: signal.Signals) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with _running(bench) as process:
            assert site.wait_for(10, process)
            process.send_signal(sign)
            said = process.communicate(timeout=30)[1]
            assert process.returncode == 3
            assert b"interrupted" in said
        kept = bench.rows("SELECT * FROM checks")
        assert 10 <= len(kept) < len(site.urls)
        assert _to_do(len(site.urls) - len(kept), site) in said
        assert bench.testigo("verify").code == 0
        assert bench.testigo("run", "--workers", "2").code == 0
        shards.whole(bench, site.urls)


def _to_do(left: int, site: shards.Site) -> bytes:
    return f"{left} of {len(site.urls)} are still to do".encode()


_SPLITTING = """
import os, signal, sys
from crawler.scale import making
from testigo.__main__ import main
was = making.due.surts
def told_to_stop(*asked):
    os.kill(os.getpid(), signal.SIGTERM)
    for number, row in enumerate(was(*asked), 1):
        print("drawn", number, file=sys.stderr)
        yield row
making.due.surts = told_to_stop
sys.argv[1:] = ["run", "--workers", "2", "--folder", sys.argv[1]]
sys.exit(main())
"""


def test_a_night_that_is_stopped_before_it_began_makes_no_shard(bench: Bench) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        with shards.running("-c", _SPLITTING, str(bench.path)) as process:
            said = process.communicate(timeout=30)[1]
        assert process.returncode == 3
        assert _to_do(len(site.urls), site) in said
        assert said.count(b"drawn") == 1  # and not all, of which there may be a million
        assert not site.asked
        assert not list(bench.folder.path.glob("shards/*"))
        assert bench.testigo("run", "--workers", "2").code == 0
        shards.whole(bench, site.urls)


_TAKING = """
import sys, time
from pathlib import Path
from crawler.scale import leader, split
from testigo.__main__ import main
split.MOST, split._FIRST, split._TOGETHER = 12, 3, 2
folder, go = sys.argv[1:]
was = leader.taken_once_free
def slow(*asked):
    print("taking", file=sys.stderr, flush=True)
    while not Path(go).exists():
        time.sleep(0.05)
    return was(*asked)
leader.taken_once_free = slow
sys.argv[1:] = ["run", "--workers", "2", "--folder", folder]
sys.exit(main())
"""


def test_who_walks_is_told_to_stop_while_a_shard_is_taken_in(bench: Bench, tmp_path: Path) -> None:
    go = tmp_path / "go"
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.2)
        with shards.running("-c", _TAKING, str(bench.path), str(go)) as process:
            assert process.stderr is not None
            while b"taking" not in process.stderr.readline():
                assert process.poll() is None
            process.send_signal(signal.SIGTERM)
            end = time.monotonic() + 30
            while not (bench.path / "shards" / places.STOP).exists():
                assert time.monotonic() < end
                time.sleep(0.01)
            go.touch()
            process.communicate(timeout=30)
            assert process.returncode == 3
        assert bench.testigo("verify").code == 0
        assert bench.testigo("run", "--workers", "2").code == 0
        shards.whole(bench, site.urls)


_HURRIED = """
import sys
from crawler.scale import leader
from testigo.__main__ import main
leader._HASTE, leader._TAKING = map(float, sys.argv[2:])
sys.argv[1:] = ["run", "--workers", "2", "--folder", sys.argv[1]]
sys.exit(main())
"""


@pytest.mark.parametrize(("haste", "taking"), [("-1", "0"), ("60", "60")])
def test_what_a_stopped_night_has_no_time_to_take_in_the_next_run_takes_in(
    bench: Bench, haste: str, taking: str
) -> None:
    with shards.site() as site:
        bench.cite(*site.urls)
        shards.delayed(bench, 0.05)
        with shards.running("-c", _HURRIED, str(bench.path), haste, taking) as process:
            assert site.wait_for(10, process)
            end = time.monotonic() + 30
            while len(places.shards(bench.folder)) < 2:  # one is walked before the other is made
                assert time.monotonic() < end
                time.sleep(0.01)
            process.send_signal(signal.SIGTERM)
            said = process.communicate(timeout=30)[1]
            assert process.returncode == 3
            assert b"is left to the next run" in said
        assert bench.rows("SELECT * FROM checks") == []
        assert len(places.shards(bench.folder)) == 2
        assert bench.testigo("verify").code == 0
        asked = site.asked.total()
        assert bench.testigo("run").code == 0
        shards.whole(bench, site.urls)
        assert site.asked.total() < len(site.urls) + asked


def _altered(shard: Path) -> bool:
    """Whether a look was there to be altered."""
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(shard / "evidence.db")) as db,
        db,
    ):
        return db.execute("UPDATE checks SET verdict = 'missing'").rowcount > 0
    return False


def test_what_was_altered_in_a_shard_is_not_taken_in(bench: Bench) -> None:
    with shards.site() as site:
        _kill_the_leader(bench, site)
        end = time.monotonic() + 30
        # their walks end by themselves, and where the machine is busy one may not have begun
        while not (altered := [*filter(_altered, places.shards(bench.folder))]):
            assert time.monotonic() < end
        done = bench.testigo("run")
        assert done.code == 0, done.err
        assert done.err.count("not as its log says") == len(altered)
        looks = bench.rows("SELECT verdict FROM checks")
        assert [row["verdict"] for row in looks] == ["alive"] * len(site.urls)
        assert bench.testigo("verify").code == 0
        for shard in altered:
            assert (bench.path / "shards" / f"{shard.name}.damaged" / "evidence.db").is_file()


def test_a_shard_that_was_not_there_and_was_looked_at_again_is_kept_apart(bench: Bench) -> None:
    """As one on a disk of the network is, which comes back when the night is over."""
    with shards.site() as site:
        _kill_the_leader(bench, site)
        end = time.monotonic() + 30
        while shards.walkers(bench.path):  # they end by themselves
            assert time.monotonic() < end
        here, away = bench.path / "shards", bench.path.parent / "away"
        here.rename(away)
        assert bench.testigo("run").code == 0
        away.rename(here)
        done = bench.testigo("run")
        assert done.code == 0, done.err
        assert "this night looked at its address already" in done.err
        assert list(here.glob("*.damaged/evidence.db"))
        looks = bench.rows("SELECT COUNT(*) AS n, COUNT(DISTINCT url_id) AS urls FROM checks")
        assert [(row["n"], row["urls"]) for row in looks] == [(len(site.urls), len(site.urls))]
        assert bench.testigo("verify").code == 0


def _refuse_the_first() -> None:
    whole = take._Taking.all

    def refuse(taking: take._Taking) -> int:
        take._Taking.all = whole  # type: ignore[method-assign]
        raise FolderError(taking._shard.path, take.ALTERED)

    take._Taking.all = refuse  # type: ignore[method-assign]


def test_nothing_of_a_shard_that_was_refused_stays_in_the_folder(bench: Bench) -> None:
    """Its WARC files were copied before its rows: the night that goes on does not seal them as its own."""
    with shards.site() as site:
        bench.cite(*site.urls)
        done = bench.testigo("run", "--workers", "2", prepare=_refuse_the_first)
        assert done.code == 0, done.err
        assert "not as its log says" in done.err
        assert bench.testigo("verify").code == 0
        done = bench.testigo("run")
        assert "this night looked at its address already" in done.err
        assert bench.testigo("verify").code == 0
        assert len(bench.rows("SELECT * FROM checks")) == len(site.urls)
