"""How long the report of many citations takes, how large it is, and how fast it answers in a
browser.

    python -m benchmarks.report FOLDER [CITATIONS]

``FOLDER`` is made anew with a made-up evidence database (default 50,000 citations, three nights).
Each form is made in a process of its own, as is the status, so that its memory is its own. The browser part needs
Playwright and a Chromium and is left out without them.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import random
import shutil
import subprocess
import sys
import time
import uuid
from pathlib import Path

from evidence.folder import EvidenceFolder
from evidence.identity import cdx_key
from evidence.store import Store
from evidence.store.database import to_json

FORMS = ("html", "csv", "json", "xlsx", "markdown", "junit", "sarif", "references", "robustlinks")
OUTCOMES = (
    ("alive", "identical", "alive.identical", 200, 60), ("missing", "http-404", "missing.http-404", 404, 15),
    ("changed", "edited", "changed.edited", 200, 8), ("moved", "redirect", "moved.redirect", 200, 7),
    ("blocked", "waf", "blocked.waf", 403, 5), ("unreachable", "timeout", "timeout", None, 5),
)  # fmt: skip
WORDS = (
    "informe compromiso transparencia acuerdo comité secretaría datos abiertos agua presupuesto avance meta "
    "contrato público sesión minuta ciudadanía participación programa evaluación indicador trimestre gobierno"
).split()


NIGHTS = [f"2026-11-{day:02}T06:00:00.000000Z" for day in (5, 12, 19)]
TABLES = (
    "sources",
    "source_versions",
    "runs",
    "urls",
    "citations",
    "captures",
    "changes",
    "checks",
    "standings",
)
"""In the order in which each may refer to those before it."""
Rows = dict[str, list[dict[str, object]]]
"""Table -> rows, all of one table with the same columns."""


def main() -> None:
    place = EvidenceFolder(Path(sys.argv[1]))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50_000
    shutil.rmtree(place.path, ignore_errors=True)
    place.create()
    began = time.perf_counter()
    # in a process of its own: what a process starts takes over its peak of memory
    filler = multiprocessing.get_context("spawn").Process(target=fill, args=(place, count))
    filler.start()
    filler.join()
    if filler.exitcode:
        raise SystemExit("report.py: the folder could not be filled")
    print(f"{count:,} citations made in {time.perf_counter() - began:.0f} s\n")
    print(f"{'form':10} {'seconds':>8} {'CPU s':>8} {'MB':>8} {'peak MB':>8}")
    for form in ("status", *FORMS):
        began = time.perf_counter()
        out = place.path / f"bench.{form}"
        code = (
            "import resource, sys; from testigo.cli import cli; cli.main(sys.argv[1:], standalone_mode=False); "
            "used = resource.getrusage(resource.RUSAGE_SELF); print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
        )
        asked = ["report", "--all", "--format", form, "--out", str(out)]
        if form == "status":
            out.touch()
            asked = ["status"]
        done = subprocess.run(
            [sys.executable, "-c", code, *asked, "--folder", str(place.path)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        took = time.perf_counter() - began
        cpu, peak = (float(value) for value in done.stdout.split()[-2:])
        print(
            f"{form:10} {took:8.1f} {cpu:8.1f} {out.stat().st_size / 1e6:8.1f} {peak / 1024:8.0f}"
        )
    in_browser(place.path / "bench.html")


BATCH = 10_000
"""Citations whose rows are in memory at a time."""


def fill(place: EvidenceFolder, count: int) -> None:
    """Citations as reports have them: one in ten cites an address that another cites too."""
    rng = random.Random(7)  # the same folder every time
    store = Store(place.database)
    rows: Rows = {name: [] for name in TABLES}
    for number in range(12):
        _add(rows, "sources", id=f"source-{number}", kind="report", location=f"informe-{number}.pdf",
             title=_text(rng, 6), published="2024-05-01", language="es", added_at=NIGHTS[0])  # fmt: skip
        _add(rows, "source_versions", id=f"v-{number}", source_id=f"source-{number}", sha256="0",
             read_at=NIGHTS[0], media_type="application/pdf", bytes=1, citations=1)  # fmt: skip
    for number, at in enumerate(NIGHTS):
        _add(rows, "runs", id=f"run-{number}", kind="night", state="finished", started_at=at, ended_at=at,
             due=count, options_json="{}", tool_version="bench", rules_version="2", config_sha256="0" * 64)  # fmt: skip
    url_id = ""
    for number in range(count):
        url = _url(rng, number)
        if number % 10 != 9:
            url_id = hashlib.sha256(url.encode()).hexdigest()[:32]
            _add(rows, "urls", id=url_id, url=url, host=url.split("/")[2], domain="gob.mx", surt=cdx_key(url),
                 added_at=NIGHTS[0])  # fmt: skip
            _looks(rng, rows, url_id, url)
        _add(rows, "citations", id=f"{number:032x}", source_id=f"source-{number % 12}", url_id=url_id, raw=url,
             origin="text", marker=str(number), claim=_text(rng, 25), page=number % 200, start=number,
             note=f"{_text(rng, 8)}, disponible en: {url}", heading=f"Compromiso {number % 30}",
             first_version=f"v-{number % 12}", last_version=f"v-{number % 12}")  # fmt: skip
        if number % BATCH == BATCH - 1:
            _insert(store, rows)
    _insert(store, rows)
    store.close()


def _insert(store: Store, rows: Rows) -> None:
    """Write the rows and forget them."""
    with store.transaction("benchmark"):
        for table, values in rows.items():
            if not values:
                continue
            names = ",".join(f'"{name}"' for name in values[0])
            marks = ",".join("?" * len(values[0]))
            store.db.conn.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",
                [tuple(row.values()) for row in values],
            )
            values.clear()


def _add(rows: Rows, table: str, **row: object) -> None:
    rows[table].append(row)


def _url(rng: random.Random, number: int) -> str:
    host = f"www.dependencia-{rng.randrange(900)}.gob.mx"
    return f"https://{host}/{rng.choice(WORDS)}/{rng.choice(WORDS)}-{number}/Documento?doc={rng.getrandbits(40):x}.pdf"


def _text(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, k=words)).capitalize()


def _looks(rng: random.Random, rows: Rows, url_id: str, url: str) -> None:
    """Three looks: good on the first night, the drawn verdict from then on."""
    drawn = rng.choices(OUTCOMES, [outcome[4] for outcome in OUTCOMES])[0][:4]
    captures: list[str] = []
    check = ""
    for night, at in enumerate(NIGHTS):
        verdict, cause, rule, status = (
            drawn if night else ("alive", "first-look", "alive.first-look", 200)
        )
        capture = f"urn:uuid:{_uuid(rng)}" if status else None
        if capture:
            captures.append(capture)
            payload = hashlib.sha256(f"{url}{verdict}".encode()).hexdigest()
            _add(rows, "captures", id=capture, url=url, captured_at=at, record_type="response",
                 warc=f"warc/testigo-{night}.warc.gz", offset=rng.randrange(10**9), length=9000, status=status,
                 media_type="text/html", payload_sha256=payload, payload_bytes=30000, block_sha256=payload,
                 ip="10.0.0.1", fidelity="exact")  # fmt: skip
        change = None
        if verdict == "changed":
            change = _uuid(rng)
            _add(rows, "changes", id=change, url_id=url_id, from_capture=captures[0], to_capture=captures[-1],
                 kind="edited", significance=0.4, words_removed=12, words_added=9, flags_json='["number"]',
                 found_at=at)  # fmt: skip
        check = _uuid(rng)
        _add(rows, "checks", id=check, run_id=f"run-{night}", url_id=url_id, checked_at=at, duration_ms=300,
             observer="us", verdict=verdict, cause=cause, at_most="confirmed", status=status, final_url=url,
             reasons_json=to_json([{"rule": rule, "facts": {"status": status, "reason": "Not Found"}}]),
             redirects_json=to_json([{"url": url, "status": 301}]) if verdict == "moved" else None,
             media_type="text/html", capture_id=capture, baseline_id=captures[0] if night else None,
             change_id=change)  # fmt: skip
    _add(rows, "standings", url_id=url_id, verdict=drawn[0], cause=drawn[1], certainty="confirmed",
         since=NIGHTS[1], last_look=NIGHTS[2], last_good=NIGHTS[0], looks=2, next_look=NIGHTS[2],
         series_json="[]", baseline_id=captures[0], check_id=check)  # fmt: skip


def _uuid(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128)))


def in_browser(page: Path) -> None:
    """Open until the table stands there, and until all is read; search, filter and look up one
    citation.

    Milliseconds, best of three.
    """
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
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        times: dict[str, list[float]] = {
            "open": [],
            "all read": [],
            "first search": [],
            "search": [],
            "filter": [],
            "sort": [],
            "details": [],
        }
        for _ in range(3):
            tab = browser.new_page()
            began = time.perf_counter()
            tab.goto(page.as_uri(), wait_until="commit")
            tab.wait_for_selector("#rows tr")
            times["open"].append(1000 * (time.perf_counter() - began))
            tab.wait_for_load_state()
            times["all read"].append(1000 * (time.perf_counter() - began))
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
