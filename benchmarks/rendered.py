"""What a browser decides of the pages of the tests' site, and what hundreds of them in one run leave behind.

    python -m benchmarks.rendered [--shells | --pages N]

Without ``--pages``, two nights in one evidence folder, each a `testigo run` over every page of the site
(:mod:`tests.browser.pages`), the first without a browser. Told are the pages that only a browser shows (*unrendered*,
or a challenge), and how many of them have a verdict on the second night. With ``--shells``, three nights over the
sites of :mod:`tests.browser.shells`, of each of which it is known what is true: without a browser, with one, and once
more when their documents were altered or lost; told is each verdict that is not right. With ``--pages``, one night over
so many addresses of shells, all opened; told are the memory of the run's own process and of the browser's (PSS, every
second), the largest number of processes, the most temporary files, and what is left when it is over. Exit code 1 when
fewer than nine in ten are decided, anything is called lost or altered that is not, or something is left.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.browser import processes
from evidence.vocabulary import Verdict
from tests.browser.pages import PAGES, REPLIES
from tests.browser.shells import SHELLS, Night
from tests.browser.site import Asked, Reply, Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHARE = 0.9
"""Of the unrendered pages that must be decided."""
CONFIG = """\
[crawl]
delay = 0.0
timeout = 20.0
allow_private = true
second_look = false
requisites = "none"
[archive.wayback]
enabled = false
[browser]
pages = 2000
"""
_DECIDED = ("alive", "moved", "changed", "missing")
_HIDDEN = ("unrendered", "waf")
_PREFIX = "testigo-browser-"


@dataclass
class Watch:
    """What a run and its browsers hold, looked at every second."""

    own: list[int] = field(default_factory=list)
    browsers: list[int] = field(default_factory=list)
    most: int = 0
    profile: int = 0
    zombies: int = 0
    pid: int = 0

    def look(self, pid: int, place: Path) -> None:
        self.pid, below = pid, processes.below(pid)
        self.own.append(processes.memory(pid))
        self.browsers.append(sum(map(processes.memory, below)))
        self.most = max(self.most, len(below))
        self.zombies = max(self.zombies, sum(map(_is_zombie, below)))
        self.profile = max(self.profile, sum(map(_size, _folders(place, pid))))


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def _folders(place: Path, pid: int) -> list[Path]:
    """The temporary folders of a run's browsers: where the name of ``place`` is too long for them, the system's."""
    return [one for top in (place, Path("/tmp")) for one in top.glob(f"{_PREFIX}{pid}-*")]


def _size(top: Path) -> int:
    """Bytes of the files below a folder."""
    found = 0
    for folder, _, names in os.walk(top):
        for name in names:
            try:
                found += (Path(folder) / name).stat().st_size
            except OSError:
                continue
    return found


def run(folder: Path, place: Path, *, browser: bool) -> Watch:
    """One night, watched."""
    environment = {**os.environ, "TESTIGO_BROWSER": "" if browser else "off", "TMPDIR": str(place)}
    command = [sys.executable, "-m", "testigo", "run", "--no-archive", "--only", "all"]
    watch = Watch()
    with subprocess.Popen(
        [*command, "--folder", str(folder)], env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        while process.poll() is None:
            watch.look(process.pid, place)
            time.sleep(1.0)
    if process.returncode not in (0, 1, 3):
        raise SystemExit(f"the run ended with {process.returncode}")
    return watch


def cite(folder: Path, urls: list[str], name: str) -> None:
    """Register a report that cites all of them."""
    report = folder.parent / f"{name}.md"
    report.write_text("".join(f"See <{url}>.\n\n" for url in urls), "utf-8")
    command = [sys.executable, "-m", "testigo", "add", str(report), "--id", name]
    subprocess.run([*command, "--folder", str(folder)], check=True, capture_output=True)


def causes(folder: Path) -> dict[str, tuple[str, str]]:
    """Address -> verdict and cause of its last look."""
    sql = """SELECT u.url, k.verdict, k.cause FROM checks k JOIN urls u ON u.id = k.url_id
             WHERE u.url LIKE 'http%' ORDER BY k.rowid"""
    with closing(sqlite3.connect(folder / "evidence.db")) as database:
        return {url: (verdict, cause) for url, verdict, cause in database.execute(sql)}


def decided(folder: Path, place: Path, site: Site) -> bool:
    """Whether enough of what is hidden without a browser is seen with one."""
    origin = f"http://127.0.0.1:{site.port}"
    cite(folder, [origin + path for path in PAGES], "pages")
    run(folder, place, browser=False)
    without = causes(folder)
    hidden = [url for url, (_, cause) in without.items() if cause in _HIDDEN]
    run(folder, place, browser=True)
    seen = causes(folder)
    left = [url for url in hidden if seen[url][0] not in _DECIDED]
    done = len(hidden) - len(left)
    print(f"{len(without)} pages, {len(hidden)} hidden without a browser, {done} decided with one")
    for url in left:
        print(f"  left: {url.removeprefix(origin)} {seen[url]}")
    return done >= SHARE * len(hidden) > 0


def shells(folder: Path, place: Path) -> bool:
    """Whether enough of what is hidden without a browser is rightly decided with one, on both nights."""
    nights = [Night() for _ in SHELLS]
    with ExitStack() as stack:
        sites = [
            stack.enter_context(Site(_Alone(partial(one.answer, night=night))))
            for one, night in zip(SHELLS, nights, strict=True)
        ]
        urls = [
            f"http://127.0.0.1:{site.port}{one.path}"
            for one, site in zip(SHELLS, sites, strict=True)
        ]
        cite(folder, urls, "shells")
        run(folder, place, browser=False)
        hidden = causes(folder)
        good = True
        for number in (1, 2):
            for night in nights:
                night.number = number
            run(folder, place, browser=True)
            good = _told(urls, hidden, causes(folder), number) and good
    return good


def _told(
    urls: list[str],
    hidden: dict[str, tuple[str, str]],
    seen: dict[str, tuple[str, str]],
    number: int,
) -> bool:
    """Tell what is decided and what of it is right; whether that is enough and nothing is called lost or altered
    that is not."""
    decided = right = cried = there = 0
    for one, url in zip(SHELLS, urls, strict=True):
        wanted = one.first if number == 1 else one.becomes
        verdict, cause = seen[url]
        is_decided = verdict in _DECIDED
        if wanted is Verdict.BLOCKED:
            is_right = not is_decided
        else:
            there += 1
            decided += is_decided
            is_right = verdict == wanted
            right += is_right
        cried += verdict in ("missing", "changed") and verdict != wanted
        if not is_right:
            print(
                f"  night {number}, {one.name}: {verdict} ({cause}), true is {wanted}; {hidden[url]} without a browser"
            )
    print(
        f"night {number}: {there} with a document to be seen, {decided} decided, {right} rightly; "
        f"{len(SHELLS) - there} of which nothing can be said; {cried} false losses or alterations"
    )
    return right >= SHARE * there and not cried


class _Alone(dict[str, "Reply | Callable[[Asked], Reply]"]):
    """A site that one function answers for."""

    def __init__(self, answer: Callable[[Asked], Reply]) -> None:
        super().__init__({"/robots.txt": Reply(status=404)})
        self._answer = answer

    def get(self, path: str, _: object = None) -> object:  # type: ignore[override]
        return super().get(path, self._answer)


def many(folder: Path, place: Path, site: Site, count: int) -> bool:
    """Whether many pages in one run leave nothing behind."""
    cite(folder, [f"http://127.0.0.1:{site.port}/muchas/{n}" for n in range(count)], "many")
    began = time.monotonic()
    watch = run(folder, place, browser=True)
    seconds = time.monotonic() - began
    with closing(sqlite3.connect(folder / "evidence.db")) as database:
        (opened,) = database.execute("SELECT COUNT(*) FROM renderings").fetchone()
    left, stray = _folders(place, watch.pid), processes.named(f"{_PREFIX}{watch.pid}-")
    tenth = max(1, len(watch.own) // 10)
    early, late = watch.own[tenth : 2 * tenth], watch.own[-2 * tenth : -tenth]
    tenths = [watch.own[n * len(watch.own) // 10] for n in range(1, 10)]
    print(
        f"the run's own process, a tenth of the pages after the other: {', '.join(map(_mb, tenths))}"
    )
    print(
        f"{opened} pages opened in {seconds:.0f} s; run: {_mb(max(watch.own))} at most, "
        f"{_mb(sum(early) // len(early))} early, {_mb(sum(late) // len(late))} late; browsers: "
        f"{_mb(max(watch.browsers))} at most in {watch.most} processes, {watch.zombies} zombies at most at a moment; "
        f"temporary files {_mb(watch.profile)} at most; left: {len(left)} folders, {len(stray)} processes"
    )
    return not left and not stray


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


class _Many(dict[str, "Reply | Callable[[Asked], Reply]"]):
    """The site, and any number of shells whose text is fetched."""

    def __init__(self, replies: Mapping[str, Reply | Callable[[Asked], Reply]]) -> None:
        super().__init__(replies)
        code = b"""fetch('/texto' + location.pathname).then(r => r.text()).then(t => {
root.innerHTML = '<h1>' + document.title + '</h1><p>' + t; })"""
        self._shell = Reply(b"<title>Acta</title><div id=root></div><script>" + code + b"</script>")

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        if path.startswith("/muchas/"):
            return self._shell
        if path.startswith("/texto/"):
            words = f"Acta de la mesa {path} con sus acuerdos y sus compromisos. " * 40
            return Reply(words.encode(), "text/plain; charset=utf-8")
        return super().get(path, default)


def main() -> int:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=0)
    parser.add_argument("--shells", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rendered-") as top, Site(_Many(REPLIES)) as site:
        places = [Path(top) / name for name in ("tmp", "one", "two")]
        for place in places:
            place.mkdir()
        for folder in places[1:]:
            (folder / "testigo.toml").write_text(CONFIG, "utf-8")
        if asked.shells:
            good = shells(places[1], places[0])
        elif asked.pages:
            good = many(places[2], places[0], site, asked.pages)
        else:
            good = decided(*places[1::-1], site)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
