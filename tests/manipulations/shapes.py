"""Manipulations that change what a thing is, and not what it says: a pipe where a file was, a table where a
view was, one folder's part in another's place.
"""

from __future__ import annotations

import os
import shutil
import socket
from typing import TYPE_CHECKING

from tests.conftest import Bench
from tests.manipulations.model import Copy, Manipulation, machine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FOUND = "found on 20"


# --- what lies where a file was ------------------------------------------------------------------


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def _directory(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def _socket(path: Path) -> None:
    path.unlink(missing_ok=True)
    here = os.open(path.parent, os.O_RDONLY)  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(f"/proc/self/fd/{here}/{path.name}")
    os.close(here)


def _device(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def _broken_link(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/nowhere/at/all")


def _link(path: Path) -> None:
    """To its own bytes, in a place of somebody else's."""
    away = path.parents[2] / f"away-{path.name}"
    shutil.move(path, away)
    path.symlink_to(away)


def _hard_link(path: Path) -> None:
    os.link(path, path.parents[2] / f"away-{path.name}")


def _link_to_another(path: Path) -> None:
    away = path.parents[2] / f"away-{path.name}"
    away.write_bytes(path.read_bytes() + b"<p>nothing is lost</p>")
    path.unlink()
    path.symlink_to(away)


def _warc(copy: Copy) -> Path:
    return copy.warcs[0]


def _index(copy: Copy) -> Path:
    return copy.folder.index


def _seal(copy: Copy) -> Path:
    return copy.folder.seals / next(iter((copy.kept.first / "seals").iterdir())).name


def _report(copy: Copy) -> Path:
    return copy.folder.reports / "one.html"


def _planted(copy: Copy) -> Path:
    return copy.folder.warc / "testigo-20260101000000000000-00000000.warc.gz"


def _lies(what: Callable[[Path], None], where: Callable[[Copy], Path]) -> Callable[[Copy], None]:
    return lambda copy: what(where(copy))


# --- files that say something else ---------------------------------------------------------------


def foreign_report(copy: Copy) -> None:
    (copy.folder.reports / "three.html").write_text("<p>nothing is lost</p>", "utf-8")


def repeated_lines(copy: Copy) -> None:
    lines = copy.folder.index.read_text("utf-8").splitlines(keepends=True)
    copy.folder.index.write_text("".join(line * 2 for line in lines), "utf-8")


def behind_a_member(copy: Copy) -> None:
    """A few bytes behind the first record, where readers that look for the next one pass over them."""
    path = copy.warcs[0]
    data = path.read_bytes()
    end = data.index(b"\x1f\x8b\x08", 1)
    path.write_bytes(data[:end] + b"\0" * 8 + data[end:])


# --- the database --------------------------------------------------------------------------------


def database_of_another(copy: Copy) -> None:
    """Another folder's database, with a key of its own."""
    with machine(copy.path.parent / "stranger"):
        other = Bench(copy.path.parent / "other")
        other.configure()
        other.cite("http://127.0.0.1:9/a")
        other.testigo("run", "--no-archive")
    for path in copy.path.glob("evidence.db*"):
        path.unlink()
    shutil.copy(other.folder.database, copy.folder.database)


def two_logs(copy: Copy) -> None:
    """The log of the first night behind that of both."""
    with copy.sql() as raw:
        raw.execute("ATTACH ? AS first", (str(copy.kept.first / "evidence.db"),))
        ends = "(SELECT MAX(seq) FROM main.custody)"
        raw.execute(
            "INSERT INTO main.custody (id, seq, previous, at, act, rows_json, detail_json)"
            f" SELECT 'x' || substr(id, 2), seq + {ends}, previous, at, act, rows_json, detail_json"
            " FROM first.custody"
        )


def log_taken_in(copy: Copy) -> None:
    """The log of the first night, as if it were that of a folder that was merged."""
    with copy.sql() as raw:
        raw.execute("ATTACH ? AS first", (str(copy.kept.first / "evidence.db"),))
        (chain,) = raw.execute("SELECT id FROM first.custody WHERE seq = 1").fetchone()
        names = [row[1] for row in raw.execute("PRAGMA table_info(merged_custody)")]
        known = [row[1] for row in raw.execute("PRAGMA first.table_info(custody)")]
        chosen = ", ".join(name if name in known else f"'{chain}'" for name in names)
        raw.execute(f"INSERT INTO merged_custody SELECT {chosen} FROM first.custody")


def _sql(script: str) -> Callable[[Copy], None]:
    return lambda copy: copy.execute(script)


_TABLE_FOR_VIEW = (
    "CREATE TABLE kept AS SELECT * FROM broken WHERE 0; DROP VIEW broken;"
    " ALTER TABLE kept RENAME TO broken"
)
_VIEW_FOR_TABLE = (
    "PRAGMA foreign_keys=OFF; PRAGMA legacy_alter_table=ON; ALTER TABLE acceptances RENAME TO taken;"
    " CREATE VIEW acceptances AS SELECT * FROM taken WHERE 0"
)
_TWICE = (
    'UPDATE custody SET detail_json = \'{"sha256": "x", \' || substr(detail_json, 2)'
    " WHERE act = 'reported' AND seq = (SELECT MIN(seq) FROM custody WHERE act = 'reported')"
)
_TWICE_IN_A_SEAL = (
    'UPDATE custody SET detail_json = \'{"checkpoint": "x", \' || substr(detail_json, 2)'
    " WHERE act = 'night-sealed' AND seq = (SELECT MIN(seq) FROM custody WHERE act = 'night-sealed')"
)

SHAPES = (
    Manipulation("a pipe in place of a WARC file", _lies(_pipe, _warc), "^warc/.*no plain file but a pipe"),
    Manipulation("a pipe in place of a WARC file, then a run", _lies(_pipe, _warc), f"^warc/.*a pipe.*{_FOUND}",
                 runs=True),
    Manipulation("a directory in place of a WARC file", _lies(_directory, _warc), "^warc/.*but a directory"),
    Manipulation("a socket in place of a WARC file", _lies(_socket, _warc), "^warc/.*but a socket"),
    Manipulation("a device in place of a WARC file", _lies(_device, _warc), "^warc/.*but a device"),
    Manipulation("a broken link in place of a WARC file", _lies(_broken_link, _warc), "^warc/.*but a broken link"),
    Manipulation("a link in place of a WARC file", _lies(_link, _warc), "^warc/.*a link: the file lies at", note=True),
    Manipulation("a link in place of a WARC file, to other bytes", _lies(_link_to_another, _warc),
                 "^warc/.*altered: its bytes"),
    Manipulation("a hard link to a WARC file", _lies(_hard_link, _warc), "1 files have a second name", note=True),
    Manipulation("a pipe planted as a WARC file", _lies(_pipe, _planted), "^warc/.*00000000.warc.gz: .*but a pipe"),
    Manipulation("a device planted as a WARC file, then a run", _lies(_device, _planted),
                 f"^warc/.*00000000.warc.gz: .*but a device.*{_FOUND}", runs=True),
    Manipulation("a pipe in place of the index", _lies(_pipe, _index), "^warc/index.cdxj: .*but a pipe"),
    Manipulation("a directory in place of a seal", _lies(_directory, _seal), "^seals/.*but a directory"),
    Manipulation("a pipe in place of a seal", _lies(_pipe, _seal), "^seals/.*but a pipe"),
    Manipulation("a pipe in place of the public key", lambda copy: _pipe(copy.folder.key), "^key.pem: missing, or not"),
    Manipulation("a pipe in place of a report", _lies(_pipe, _report), "^reports/one.html: .*but a pipe"),
    Manipulation("a link in place of a report", _lies(_link, _report), "^reports/one.html: a link", note=True),
    Manipulation("a link in place of a report, to another one", _lies(_link_to_another, _report),
                 "^reports/one.html: altered"),
    Manipulation("a foreign report", foreign_report, "^reports/three.html: the log does not speak of it", note=True),
    Manipulation("lines of the index twice", repeated_lines, "^warc/index.cdxj: line 2 is there twice"),
    Manipulation("bytes behind a record", behind_a_member, "^warc/.*altered: its bytes"),
    Manipulation("the database of another folder", database_of_another, "replaced: the folder at this place",
                 other="not the key|signed by"),
    Manipulation("the database of another folder, its WARC files", database_of_another, "^warc/.*planted"),
    Manipulation("two logs joined", two_logs, r"^custody \d+: altered"),
    Manipulation("a log taken in that nobody merged", log_taken_in, "^custody of .*does not end where it did"),
    Manipulation("a table in place of a view", _sql(_TABLE_FOR_VIEW), "^evidence.db view broken: taken out"),
    Manipulation("a table in place of a view, then a run", _sql(_TABLE_FOR_VIEW),
                 "^evidence.db view broken: taken out", runs=True),
    Manipulation("a view in place of a table", _sql(_VIEW_FOR_TABLE), "^evidence.db table acceptances: taken out"),
    Manipulation("a name twice in an entry", _sql(_TWICE), r"^custody \d+: altered: it has one name twice"),
    Manipulation("a name twice in a seal", _sql(_TWICE_IN_A_SEAL), r"^custody \d+: altered: it has one name twice"),
)  # fmt: skip
