"""What a digest costs beside reading the same rows: python benchmarks/notices.py [URLS]

A folder with URLS cited addresses (50,000), a tenth of them broken, is asked what is new: on the
first night, when all of that is news, and on the next, when nothing is. CPU time; ratios are to one
plain read of all standings.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.config import Notify
from evidence.store import Store, notices, runs
from evidence.vocabulary import NoticeState
from schedules.notices import compose, render
from schedules.notices.notice import read

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 1, 20, 6, tzinfo=UTC)
AT = "2026-01-12T06:00:00.000000Z"
SERIES = json.dumps(
    [[AT, "2026-01-19T06:00:00.000000Z", 3, AT, "confirmed", ["http-404"], ""], None]
)


def fill(store: Store, urls: int) -> None:
    db = store.db
    db.execute("BEGIN")
    db.execute("INSERT INTO sources VALUES ('s', 'report', 's.pdf', 'Informe', NULL, 'es', '')")
    db.execute("INSERT INTO source_versions VALUES ('v', 's', '', '', '', 1, 1, NULL)")
    night(store, "r0", NOW)
    for number in range(urls):
        key, verdict = (
            f"u{number}",
            ("missing", "http-404") if number % 10 == 0 else ("alive", "identical"),
        )
        db.execute(
            "INSERT INTO urls VALUES (?,?,?,?,?,?)",
            [key, f"https://a.mx/{number}", "a.mx", "a.mx", key, AT],
        )
        db.execute("INSERT INTO citations (id, source_id, url_id, raw, origin, claim, first_version, last_version)"
                   " VALUES (?, 's', ?, '', 'text', 'Se cumplió.', 'v', 'v')", [key, key])  # fmt: skip
        db.execute("INSERT INTO checks (id, run_id, url_id, checked_at, duration_ms, observer, verdict, cause,"
                   " reasons_json, at_most) VALUES (?, 'r0', ?, ?, 1, 'us', ?, ?, '[]', 'confirmed')",
                   [key, key, AT, *verdict])  # fmt: skip
        db.execute("INSERT INTO standings VALUES (?,?,?,'confirmed',?,?,NULL,3,?,?,NULL,?)",
                   [key, *verdict, AT, AT, AT, SERIES, key])  # fmt: skip
    db.execute("COMMIT")


def night(store: Store, run: str, at: datetime) -> None:
    columns = (
        "id, kind, state, started_at, due, options_json, tool_version, rules_version, config_sha256"
    )
    values = [run, "night", "finished", str(at), 1, "", "", "", ""]
    store.db.execute(f"INSERT INTO runs ({columns}) VALUES (?,?,?,?,?,?,?,?,?)", values)


def cpu(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def main() -> None:
    urls = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place) / "evidence.db")
        fill(store, urls)
        notify = Notify(to=("ana@example.org",))
        plain = cpu(lambda: store.all("SELECT * FROM standings"))
        first = cpu(lambda: compose.compose(store, notify, "f", NOW, runs.latest_night(store)))
        night(store, "r1", NOW + timedelta(days=1))
        later = NOW + timedelta(days=1)
        second = cpu(lambda: compose.compose(store, notify, "f", later, runs.latest_night(store)))
        queued = notices.in_state(store, NoticeState.WAITING)[0]
        made = render.message(read(queued.content, id=queued.id, composed_at=AT))
        print(f"{urls} addresses, {made.notice.counts['broken']} of them newly missing")
        print(f"all standings read    {plain:6.2f} s  1.00")
        print(f"all of it is new      {first:6.2f} s  {first / plain:4.2f}")
        print(f"nothing is new        {second:6.2f} s  {second / plain:4.2f}")
        print(f"e-mail: {len(made.text.encode())} bytes of text, {len(made.html.encode())} of HTML")
        store.close()


if __name__ == "__main__":
    main()
