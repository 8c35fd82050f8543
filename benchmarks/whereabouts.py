"""Where lost documents are found: addresses of pages that moved and of pages that were deleted, with made-up
pages behind them.

python -m benchmarks.whereabouts DATA_DIR [-v]

DATA_DIR holds ``moved.json`` (old and new addresses) and ``deleted.json`` (FABLE's ground truth, IMC 2023).
The addresses are real, the pages are made: each has a document of its own that shares most sentences
with all others, as forms of one office do. Of the moved ones, a third is cited at its new address,
too, a third forwarded to it for one night, and of the rest nothing is known but what became of its
siblings; half of them are dressed anew. Each deleted page has a decoy beside it: the next version of
the same form at a neighbouring address, the same error page or cookie banner at many, a licence, the
document in another language, another text under its name. Nothing goes over the network: answers are
told, and examined, kept and searched for as in any night. All of it is done twice: without sitemaps, and
with one at each site that names every page, decoys too. Exit code 1 when precision falls below .98
or a deleted page is given a home.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.truth_world.texts import Document, document
from crawler.run.journey import Journey
from crawler.run.keeper import Keeper
from crawler.run.search import Search
from crawler.wire.exchange import Exchange
from evidence import clock
from evidence.config.settings import Standing as Settings
from evidence.custody.warc import http
from evidence.custody.warc.files import WarcFiles
from evidence.domains import host_of, registrable_domain
from evidence.folder import EvidenceFolder
from evidence.looks.examine import examine
from evidence.looks.observed import Against
from evidence.store import Store, due, runs, whereabouts
from evidence.store.sources import put_url, url_id
from evidence.verdicts import RULES_VERSION
from evidence.verdicts.model import Hop
from evidence.verdicts.settings import rules_of
from evidence.vocabulary import RunKind, RunState

if TYPE_CHECKING:
    from evidence.store.due import Due

PRECISION = 0.98
"""Of what is said as fact; see issue 16."""
_STAYING, _FORWARDING = 400, 60
"""Pages of the rebuilt portal that stay where they are, and of those that moved how many forward."""
_MAX_BODY = 2_000_000
_FIRST = datetime(2026, 11, 2, 3, tzinfo=UTC)
_TONGUES = ("es", "en", "fr", "pt")
BANNER = "<h1>Cookies</h1><p>Este sitio usa cookies. Acepte para continuar.</p>"
LICENCE = "".join(
    f"<p>{n}. You may copy and change this work as long as its notice is kept.</p>"
    for n in range(30)
)
GONE = (404, b"<h1>404</h1><p>Not found</p>")


@dataclass
class World:
    """What stands at each address, night after night."""

    pages: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    forwards: dict[str, str] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    has_sitemaps: bool = False
    """whether each site names all its pages, decoys too, in a sitemap"""

    def journey(self, known: Due, at: datetime) -> Journey:
        """The look at an address as it goes in this world."""
        self.asked["looks"] += 1
        url, hops = known.url, []
        while url in self.forwards and len(hops) < 5:
            hops.append(Hop(url, 301))
            url = self.forwards[url]
        status, body = self.pages.get(url, GONE)
        head = f"HTTP/1.1 {status} Reason\r\nContent-Type: text/html; charset=utf-8\r\n"
        block = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
        exchange = Exchange(url, _MAX_BODY, started=at)
        exchange.request_block = b"GET / HTTP/1.1\r\n\r\n"
        exchange.received.pieces.append(block)
        exchange.size = len(block)
        exchange.message = http.parse(block)
        return Journey(known, started=at, begun=True, hops=hops, exchanges=[exchange])


class Folder:
    """An evidence folder whose nights go through a world."""

    def __init__(self, path: Path) -> None:
        self.folder = EvidenceFolder(path)
        self.folder.create()
        self.store = Store(self.folder.database)
        self.cited: list[str] = []
        self.nights = 0
        self.searching = 0.0
        self.looked_elsewhere = 0

    def cite(self, *urls: str) -> None:
        """Addresses that every night looks at."""
        with self.store.transaction("benchmark") as transaction:
            for url in urls:
                put_url(self.store, transaction, url, clock.stamp(_FIRST))
        self.cited += urls

    def night(self, world: World) -> None:
        """Look at all that is cited, and search for what is gone."""
        at = _FIRST + timedelta(days=4 * self.nights)
        self.nights += 1
        run = runs.begin(
            self.store, kind=RunKind.NIGHT, options={"night": str(uuid.uuid4())}, tool="benchmark",
            rules=RULES_VERSION, config_sha256="", collector={},
        )  # fmt: skip
        warcs = WarcFiles(self.folder, self.store, run.id, "benchmark")
        rules = rules_of(Settings())
        keeper = Keeper(self.store, warcs, run.id, rules)
        self._look(keeper, world, [_target(url) for url in self.cited], at)
        began = time.process_time()
        search = Search(self.store, run.id, self.folder.path, _MAX_BODY)
        search.sought()
        if world.has_sitemaps:
            search.listing.add(world.pages)
        places = search.begin()
        self.searching += time.process_time() - began
        self.looked_elsewhere += len(places)
        self._look(keeper, world, places, at + timedelta(hours=1))
        began = time.process_time()
        search.end(rules)
        self.searching += time.process_time() - began
        warcs.close()
        runs.end(self.store, run, RunState.FINISHED)

    def _look(self, keeper: Keeper, world: World, targets: list[due.Target], at: datetime) -> None:
        for known in due.known(self.store, targets):
            journey = world.journey(known, at)
            observed = journey.observed()
            finding = examine(observed, Against.of(known), self.folder.path, _MAX_BODY)
            keeper.keep(journey, finding)
        keeper.writer.finish()


def _target(url: str) -> due.Target:
    return due.Target(url_id(url), url, registrable_domain(host_of(url).partition(":")[0]))


def page(told: Document, *, dress: int = 0) -> bytes:
    """A document as a page; ``dress`` is the template around it."""
    body = "".join(f"<p>{text}</p>" for text in told.paragraphs)
    around = ("<nav>Inicio</nav>", "<header>Portal nuevo</header><nav>Menú Trámites</nav>")[dress]
    foot = "<footer>Aviso legal</footer>" if dress else ""
    title = f"<title>{told.title}</title>"
    return f"<html>{title}{around}<main><h1>{told.title}</h1>{body}</main>{foot}</html>".encode()


def _moved(world: World, folder: Folder, pairs: list[tuple[str, str]]) -> None:
    """The first night: all stand at their old addresses."""
    for number, (old, new) in enumerate(pairs):
        told = document(_TONGUES[number % 4], 3 * number)  # type: ignore[arg-type]
        world.pages[old] = 200, page(told)
        folder.cite(old)
        if number % 3 == 0:
            world.pages[new] = 200, page(told, dress=number % 2)
            folder.cite(new)


def _move(world: World, pairs: list[tuple[str, str]], *, forward: bool) -> None:
    """Later nights: they stand at their new addresses; a third forwards for a while."""
    for number, (old, new) in enumerate(pairs):
        told = document(_TONGUES[number % 4], 3 * number)  # type: ignore[arg-type]
        world.pages.pop(old, None)
        world.pages[new] = 200, page(told, dress=number % 2)
        world.forwards.pop(old, None)
        if forward and number % 3 == 1:
            world.forwards[old] = new


def _deleted(world: World, folder: Folder, urls: list[str]) -> None:
    """Pages that will be deleted, each with its decoy."""
    for number, url in enumerate(urls):
        kind, tongue = number % 6, _TONGUES[number % 4]
        told = document(tongue, 3 * number + 1)  # type: ignore[arg-type]
        decoy, shown = f"{url.rstrip('/')}-v2", page(told)
        if kind == 0:  # the next version of the form
            beside = page(document(tongue, 3 * number + 2))  # type: ignore[arg-type]
        elif kind == 1:
            shown = beside = BANNER.encode()
        elif kind == 2:
            shown = beside = LICENCE.encode()
        elif kind == 3:
            beside = page(document("en" if tongue != "en" else "es", 3 * number + 1))
        elif kind == 4:  # another text under its name
            name = url.rstrip("/").rpartition("/")[2] or "x"
            decoy = f"http://{host_of(url)}/otro/{name}"
            beside = page(document(tongue, 3 * number + 2), dress=1)  # type: ignore[arg-type]
        else:  # a few words of the form are other words
            beside = page(told.edited(told.paragraphs[0].split()[-2], "quizá"))
        world.pages[url] = 200, shown
        world.pages[decoy] = 200, beside
        folder.cite(url, decoy)


def measure(data: Path, *, sitemaps: bool, verbose: bool) -> int:
    """Print what was found; the exit code."""
    told = json.loads((data / "moved.json").read_text("utf-8"))
    deleted = json.loads((data / "deleted.json").read_text("utf-8"))
    pairs = [(one["url"], one["moved_to"]) for one in told]
    deleted = [url for url in dict.fromkeys(deleted) if url not in {old for old, _ in pairs}]
    world = World(has_sitemaps=sitemaps)
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(Path(path))
        _moved(world, folder, pairs)
        _deleted(world, folder, deleted)
        folder.night(world)
        _move(world, pairs, forward=True)
        for url in deleted:
            del world.pages[url]
        folder.night(world)
        _move(world, pairs, forward=False)
        for _ in range(2):
            folder.night(world)
        places = whereabouts.places(folder.store)
        return _told(pairs, deleted, folder, places, verbose=verbose)


def _told(
    pairs: list[tuple[str, str]],
    deleted: list[str],
    folder: Folder,
    places: list[whereabouts.Place],
    *,
    verbose: bool,
) -> int:
    new = {url_id(old): address for old, address in pairs}
    gone = {url_id(url) for url in deleted}
    facts = [one for one in places if one.certain]
    right = [one for one in facts if one.url == new.get(one.url_id)]
    homes = [one for one in facts if one.url_id in gone]
    maybe = [one for one in places if not one.certain]
    print(f"moved {len(pairs)}, deleted {len(deleted)}, nights {folder.nights}")
    for kind, name in enumerate(("cited too", "forwarded once", "siblings alone")):
        ids = {url_id(old) for number, (old, _) in enumerate(pairs) if number % 3 == kind}
        found = len({one.url_id for one in right} & ids)
        print(f"{name}: found {found} of {len(ids)}")
    precision = len(right) / len(facts) if facts else 1.0
    print(f"facts {len(facts)}, right {len(right)}: precision {precision:.3f}")
    print(f"deleted pages given a home: {len(homes)}")
    print(
        f"to look at: {len(maybe)}, of them right {sum(o.url == new.get(o.url_id) for o in maybe)}"
    )
    print("  by", dict(Counter(str(one.how) for one in maybe)))
    print(f"looks elsewhere {folder.looked_elsewhere}, searching {folder.searching:.1f} s of CPU")
    if verbose:
        for one in facts:
            if one not in right:
                print("wrong:", one.url_id, one.url, one.how)
    return 0 if precision >= PRECISION and not homes else 1


def rebuilt(pages: int) -> None:
    """Print what it costs to look for all pages of a portal whose addresses are all new, and of which
    few forward."""
    world, home = World(), "http://portal.example"
    olds = [f"{home}/viejo/{number}/acta-{number}.html" for number in range(pages)]
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(Path(path))
        for number in range(pages + _STAYING):
            url = olds[number] if number < pages else f"{home}/otro/{number}"
            world.pages[url] = 200, page(document("es", number))
            folder.cite(url)
        folder.night(world)
        for number, old in enumerate(olds):
            new = f"{home}/nuevo/acta-{number}.html"
            world.pages[new] = world.pages.pop(old)
            if number < _FORWARDING:
                world.forwards[old] = new
        folder.night(world)
        facts = sum(place.certain for place in whereabouts.places(folder.store))
        first = folder.searching
        folder.night(world)
        lost = pages - _FORWARDING
        print(
            f"rebuilt portal: {lost} lost, {facts} found; CPU of searching for each in ms:", end=" "
        )
        print(
            f"{1000 * first / lost:.1f}, the night after {1000 * (folder.searching - first) / lost:.1f}"
        )


def main() -> int:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    given = parser.parse_args()
    codes = []
    for sitemaps in (False, True):
        print("\nwith sitemaps" if sitemaps else "without sitemaps")
        codes.append(measure(given.data, sitemaps=sitemaps, verbose=given.verbose))
    rebuilt(1_500)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
