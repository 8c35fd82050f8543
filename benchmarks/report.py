"""How long the report of many citations takes, how large it is, and how fast it answers in a browser.

    python -m benchmarks.report FOLDER [CITATIONS]

``FOLDER`` is made anew with a made-up evidence database (default 50,000 citations, three nights). Each
form is made in a process of its own, so that its memory is its own. The browser part needs Playwright and
a Chromium and is left out without them.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path

from evidence.folder import EvidenceFolder
from evidence.store import Store
from evidence.store.database import to_json

FORMS = ("html", "csv", "json", "xlsx", "markdown", "junit", "sarif")
OUTCOMES = (
    ("alive", "identical", "alive.identical", 200, 60), ("missing", "http-404", "missing.http-404", 404, 15),
    ("changed", "edited", "changed.edited", 200, 8), ("moved", "redirect", "moved.redirect", 200, 7),
    ("blocked", "waf", "blocked.waf", 403, 5), ("unreachable", "timeout", "timeout", None, 5),
)  # fmt: skip
WORDS = (
    "informe compromiso transparencia acuerdo comité secretaría datos abiertos agua presupuesto avance meta "
    "contrato público sesión minuta ciudadanía participación programa evaluación indicador trimestre gobierno"
).split()


def main() -> None:
    place = EvidenceFolder(Path(sys.argv[1]))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    shutil.rmtree(place.path, ignore_errors=True)
    place.create()
    began = time.perf_counter()
    fill(place, count)
    print(f"{count:,} citations made in {time.perf_counter() - began:.0f} s\n")
    print(f"{'form':10} {'seconds':>8} {'MB':>8} {'peak MB':>8}")
    for form in FORMS:
        began = time.perf_counter()
        out = place.path / f"bench.{form}"
        code = (
            "import resource, sys; from testigo.cli import cli; cli.main(sys.argv[1:], standalone_mode=False); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "report", "--all", "--format", form, "--folder", str(place.path),
             "--out", str(out)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        took = time.perf_counter() - began
        peak = int(done.stdout.split()[-1]) / 1024
        print(f"{form:10} {took:8.1f} {out.stat().st_size / 1e6:8.1f} {peak:8.0f}")
    in_browser(place.path / "bench.html")


def fill(place: EvidenceFolder, count: int) -> None:
    """Citations as reports have them: one in ten cites an address that another cites too."""
    rng = random.Random(7)  # the same folder every time
    store = Store(place.database)
    nights = [f"2026-11-{day:02}T06:00:00.000000Z" for day in (5, 12, 19)]
    runs = [
        (f"run-{n}", "night", "finished", at, at, count, "{}", "bench", "2", "0" * 64)
        for n, at in enumerate(nights)
    ]
    rows: dict[str, list[tuple[object, ...]]] = {
        name: [] for name in ("urls", "citations", "captures", "changes", "checks", "standings")
    }
    for number in range(count):
        url = _url(rng, number)
        url_id = hashlib.sha256(url.encode()).hexdigest()[:32]
        if number % 10 != 9:
            rows["urls"].append((url_id, url, url.split("/")[2], "gob.mx", url, nights[0]))
            _looks(rng, rows, url_id, url, nights)
            last = url_id
        claim, note = _text(rng, 25), f"{_text(rng, 8)}, disponible en: {url}"
        rows["citations"].append((
            f"{number:032x}", f"source-{number % 12}", url_id if number % 10 != 9 else last, url, "text",
            str(number), note, claim, f"Compromiso {number % 30}", None, number % 200, number, number, None,
            None, None, f"v-{number % 12}", f"v-{number % 12}", None, None))  # fmt: skip
    with store.transaction("benchmark"):
        _put(
            store,
            "sources",
            [
                (f"source-{n}", "report", f"informe-{n}.pdf", _text(rng, 6), "2024-05-01", "es", nights[0])
                for n in range(12)
            ],
        )
        _put(
            store,
            "source_versions",
            [(f"v-{n}", f"source-{n}", "0", nights[0], "application/pdf", 1, 1, None) for n in range(12)],
        )
        _put(store, "runs", runs)
        for table, values in rows.items():
            _put(store, table, values)
    store.close()


def _put(store: Store, table: str, rows: list[tuple[object, ...]]) -> None:
    marks = ",".join("?" * len(rows[0]))
    store.db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _url(rng: random.Random, number: int) -> str:
    host = f"www.dependencia-{rng.randrange(900)}.gob.mx"
    return f"https://{host}/{rng.choice(WORDS)}/{rng.choice(WORDS)}-{number}/Documento?doc={rng.getrandbits(40):x}.pdf"


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize()


def _looks(
    rng: random.Random, rows: dict[str, list[tuple[object, ...]]], url_id: str, url: str, nights: list[str]
) -> None:
    verdict, cause, rule, status, _ = rng.choices(OUTCOMES, [outcome[4] for outcome in OUTCOMES])[0]
    captures = []
    check = ""
    for night, at in enumerate(nights):
        good = night < 1
        v, c, r, s = (
            ("alive", "first-look", "alive.first-look", 200) if good else (verdict, cause, rule, status)
        )
        capture = f"urn:uuid:{uuid.UUID(int=rng.getrandbits(128))}" if s else None
        if capture:
            payload = hashlib.sha256(f"{url}{v}".encode()).hexdigest()
            captures.append(capture)
            rows["captures"].append(
                (
                    capture,
                    url,
                    at,
                    "response",
                    None,
                    f"warc/testigo-{night}.warc.gz",
                    rng.randrange(10**9),
                    9000,
                    s,
                    "text/html",
                    payload,
                    30000,
                    None,
                    payload,
                    "10.0.0.1",
                    "exact",
                    None,
                )
            )
        change = None
        if v == "changed":
            change = str(uuid.UUID(int=rng.getrandbits(128)))
            rows["changes"].append(
                (change, url_id, captures[0], captures[-1], "edited", 0.4, 12, 9, '["number"]', at)
            )
        check = str(uuid.UUID(int=rng.getrandbits(128)))
        hops = to_json([{"url": url, "status": 301}]) if v == "moved" else None
        reasons = to_json([{"rule": r, "facts": {"status": s, "reason": "Not Found"}}])
        rows["checks"].append(
            (
                check,
                f"run-{night}",
                url_id,
                at,
                300,
                "us",
                v,
                c,
                reasons,
                "confirmed",
                s,
                None,
                url,
                "text/html",
                hops,
                None,
                None,
                None,
                None,
                capture,
                captures[0] if night else None,
                change,
                None,
            )
        )
    rows["standings"].append(
        (
            url_id,
            verdict,
            cause,
            "confirmed",
            nights[1],
            nights[2],
            nights[0],
            2,
            nights[2],
            "[]",
            captures[0],
            check,
        )
    )


def in_browser(page: Path) -> None:
    """Open, search, filter and look up one citation; milliseconds, best of three."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - optional
    except ImportError:
        print("\nno Playwright: the browser part is left out")
        return
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("\nno Chromium: the browser part is left out")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        times: dict[str, list[float]] = {
            "open": [],
            "first search": [],
            "search": [],
            "filter": [],
            "sort": [],
            "details": [],
        }
        for _ in range(3):
            tab = browser.new_page()
            began = time.perf_counter()
            tab.goto(page.as_uri())
            tab.wait_for_selector("#rows tr")
            times["open"].append(1000 * (time.perf_counter() - began))
            for name, act in ACTS:
                times[name].append(tab.evaluate(TIMED % act))
            tab.close()
        browser.close()
    print(f"\n{'in Chromium':14} {'ms':>6}")
    for name, values in times.items():
        print(f"{name:14} {min(values):6.0f}")


TIMED = """() => new Promise((done) => { const began = performance.now(); %s;
requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))); })"""
_CHANGE = "document.getElementById('%s').dispatchEvent(new Event('change', {bubbles: true}))"
ACTS = (
    ("first search", f"document.getElementById('q').value = 'participación 4'; {_CHANGE % 'q'}"),
    ("search", f"document.getElementById('q').value = 'presupuesto'; {_CHANGE % 'q'}"),
    ("filter", f"document.getElementById('f-verdict').value = '0'; {_CHANGE % 'f-verdict'}"),
    ("sort", f"document.getElementById('sort').value = 'u'; {_CHANGE % 'sort'}"),
    ("details", "location.hash = document.querySelector('#rows a').hash"),
)

if __name__ == "__main__":
    main()
