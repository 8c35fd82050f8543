"""Manipulations, and the words by which each reader is told of them.

``here``: the machine whose folder it is. ``other``: one that knows the public key alone, which is never
told less than that it can't know. What only a note can know is ``unknown`` to it.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import testigo
from evidence.custody.log import keys
from evidence.store import ledger
from tests.manipulations.model import Copy, Manipulation, machine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_COLUMNS = "id, seq, previous, at, act, rows_json, detail_json"
OLDER = "rolled back"
CANT_KNOW = "can't be known"


# --- the log -------------------------------------------------------------------------------------


def entry(copy: Copy, *, at: str | None = None, act: str = "checked", rows: Any = None) -> None:
    """Put an entry behind the last one, its chain as it should be."""
    with copy.sql() as raw:
        last = raw.execute("SELECT * FROM custody ORDER BY seq DESC LIMIT 1").fetchone()
        made = ledger.entry(last["seq"] + 1, last["id"], at or last["at"], act, rows or {}, {})
        values = (made.id, made.seq, made.previous, made.at, act, json.dumps(made.rows), "{}")
        raw.execute(f"INSERT INTO custody ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)", values)


def with_row(copy: Copy) -> None:
    """An entry with a row that it speaks of, as a whole invented look has."""
    row = {"id": "x", "kind": "report", "location": "/x", "added_at": "2026-01-01T00:00:00.000000Z"}
    with copy.sql() as raw:
        raw.execute(
            "INSERT INTO sources (id, kind, location, added_at) VALUES (:id, :kind, :location, :added_at)",
            row,
        )
    entry(copy, act="source-read", rows={"sources": {"x": ledger.row_digest(row)}})


def several(copy: Copy) -> None:
    for _ in range(3):
        entry(copy)


def forged_head(copy: Copy) -> None:
    entry(copy)
    copy.execute("UPDATE log_head SET seq = (SELECT MAX(seq) FROM custody),"
                 " head = (SELECT id FROM custody ORDER BY seq DESC LIMIT 1)")  # fmt: skip


def head_taken(copy: Copy) -> None:
    entry(copy)
    copy.execute("DELETE FROM log_head")


def tail_cut(copy: Copy) -> None:
    """The last entries, which no seal is over, with nothing else."""
    copy.execute("DELETE FROM custody WHERE seq > (SELECT MAX(seq) - 2 FROM custody)")


def rewritten(change: Callable[[list[dict[str, Any]]], None]) -> Callable[[Copy], None]:
    """The log with a change, every id and link of it made anew."""

    def alter(copy: Copy) -> None:
        with copy.sql() as raw:
            entries = [dict(row) for row in raw.execute("SELECT * FROM custody ORDER BY seq")]
            change(entries)
            raw.execute("DELETE FROM custody")
            previous = None
            for seq, one in enumerate(entries, 1):
                rows, detail = json.loads(one["rows_json"]), json.loads(one["detail_json"] or "{}")
                made = ledger.entry(seq, previous, one["at"], one["act"], rows, detail)
                previous = made.id
                values = (
                    made.id,
                    seq,
                    made.previous,
                    made.at,
                    made.act,
                    json.dumps(rows),
                    json.dumps(detail),
                )
                raw.execute(f"INSERT INTO custody ({_COLUMNS}) VALUES (?,?,?,?,?,?,?)", values)

    return alter


def _backdate(entries: list[dict[str, Any]]) -> None:
    entries[5]["at"] = "2020-01-01T00:00:00.000000Z"


def _without_seals(entries: list[dict[str, Any]]) -> None:
    entries[:] = [one for one in entries if one["act"] != "night-sealed"]


def _stripped(entries: list[dict[str, Any]]) -> None:
    entries[:] = [one for one in entries if one["act"] not in ("night-sealed", keys.MADE)]


def _swapped(entries: list[dict[str, Any]]) -> None:
    entries[4], entries[5] = entries[5], entries[4]


def _last_seals_swapped(entries: list[dict[str, Any]]) -> None:
    first, second = [one for one in entries if one["act"] == "night-sealed"][:2]
    first["detail_json"], second["detail_json"] = second["detail_json"], first["detail_json"]


def stripped(copy: Copy) -> None:
    """As if the folder had never had a key."""
    rewritten(_stripped)(copy)
    copy.execute("DELETE FROM log_head")
    copy.folder.key.unlink()
    shutil.rmtree(copy.folder.seals)


# --- the whole folder ----------------------------------------------------------------------------


def put_back(copy: Copy) -> None:
    """The copy of the night before, in the folder's place."""
    shutil.rmtree(copy.path)
    shutil.copytree(copy.kept.first, copy.path)


def database_put_back(copy: Copy) -> None:
    """The database alone, everything else as it is now."""
    for path in copy.path.glob("evidence.db*"):
        path.unlink()
    shutil.copy(copy.kept.first / "evidence.db", copy.folder.database)


def remade(copy: Copy) -> None:
    """The folder made anew by somebody else, with a key of their own."""
    config = (copy.path / "testigo.toml").read_text("utf-8")
    shutil.rmtree(copy.path)
    with machine(copy.path.parent / "stranger"):
        bench = copy.bench
        bench.folder.create()
        bench.folder.config.write_text(config, "utf-8")
        bench.cite("http://127.0.0.1:9/a")
        bench.testigo("run", "--no-archive")


def key_file(copy: Copy) -> None:
    copy.folder.key.write_bytes(keys.to_pem(b"\x01" * 32))


def key_file_gone(copy: Copy) -> None:
    copy.folder.key.unlink()


# --- files ---------------------------------------------------------------------------------------


def planted(copy: Copy) -> None:
    """A copy of a file of ours, under a name like ours."""
    shutil.copy(copy.warcs[0], copy.folder.warc / "testigo-20260101000000000000-00000000.warc.gz")


def planted_noise(copy: Copy) -> None:
    (copy.folder.warc / "evil.warc.gz").write_bytes(b"not a record")


def renamed(copy: Copy) -> None:
    copy.warcs[0].rename(copy.folder.warc / "testigo-20260101000000000000-00000000.warc.gz")


def cut(copy: Copy) -> None:
    path = copy.warcs[0]
    path.write_bytes(path.read_bytes()[:-100])


def grown(copy: Copy) -> None:
    with copy.warcs[0].open("ab") as file:
        file.write(copy.warcs[1].read_bytes())


def missing(copy: Copy) -> None:
    copy.warcs[0].unlink()


def swapped_files(copy: Copy) -> None:
    one, two = copy.warcs[:2]
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)


def bit(copy: Copy) -> None:
    path = copy.warcs[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def first_seal(copy: Copy) -> Path:
    """The file of the first night's seal: that of the last may have been lost to a crash."""
    return copy.folder.seals / next(iter((copy.kept.first / "seals").iterdir())).name


def seal_gone(copy: Copy) -> None:
    first_seal(copy).unlink()


def seal_altered(copy: Copy) -> None:
    path = first_seal(copy)
    path.write_bytes(path.read_bytes().replace(b"testigo", b"Testigo"))


def seal_put_in(copy: Copy) -> None:
    shutil.copy(first_seal(copy), copy.folder.seals / ("0" * 32 + ".checkpoint"))


def seal_files_swapped(copy: Copy) -> None:
    one, two = sorted(copy.folder.seals.glob("*"))[:2]
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)


def index(change: Callable[[list[str]], list[str]]) -> Callable[[Copy], None]:
    def alter(copy: Copy) -> None:
        lines = copy.folder.index.read_text("utf-8").splitlines(keepends=True)
        copy.folder.index.write_text("".join(change(lines)), "utf-8")

    return alter


def index_gone(copy: Copy) -> None:
    copy.folder.index.unlink()


def report_altered(copy: Copy) -> None:
    path = copy.folder.reports / "one.html"
    path.write_bytes(path.read_bytes() + b"<p>nothing is lost</p>")


def report_gone(copy: Copy) -> None:
    (copy.folder.reports / "one.html").unlink()


def reports_swapped(copy: Copy) -> None:
    one, two = copy.folder.reports / "one.html", copy.folder.reports / "two.html"
    first = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(first)


def configuration(copy: Copy) -> None:
    text = copy.folder.config.read_text("utf-8")
    copy.folder.config.write_text(text.replace("delay = 0.0", "delay = 0.01"), "utf-8")


# --- the database --------------------------------------------------------------------------------


def sql(script: str) -> Callable[[Copy], None]:
    return lambda copy: copy.execute(script)


def then_accepted(script: str) -> Callable[[Copy], None]:
    """Altered, and then replaced by an act of its keeper, after which nothing in the row tells."""

    def alter(copy: Copy) -> None:
        copy.execute(script)
        (url,) = copy.bench.rows("SELECT u.url FROM acceptances a JOIN urls u ON u.id = a.url_id")
        with machine(copy.kept.config):
            testigo.accept(testigo.open(copy.path), url["url"], by="Ana", note="again")

    return alter


def row(table: str, change: str) -> Manipulation:
    """A row of a table that was edited."""
    return Manipulation(
        f"a row of {table}",
        sql(f"UPDATE {table} SET {change}"),
        f"^{table} .*altered since custody",
    )


def gone(table: str, where: str = "1") -> Manipulation:
    first = f"SELECT MIN(rowid) FROM {table} WHERE {where}"
    script = f"PRAGMA foreign_keys=OFF; DELETE FROM {table} WHERE rowid = ({first})"
    return Manipulation(
        f"a row of {table} taken out", sql(script), f"^{table} .*removed since custody"
    )


_TRIGGER = (
    "CREATE TRIGGER quiet AFTER INSERT ON checks BEGIN UPDATE checks SET verdict = 'alive'; END"
)
_STRANGER = "put in by someone without this folder's key"
_FOUND = "found on 20"
_SOURCE = "INSERT INTO sources (id, kind, location, added_at) VALUES ('x', 'report', 'x', '')"
_VIEW = "DROP VIEW broken; CREATE VIEW broken AS SELECT * FROM standings WHERE 0"
_REPLACED = "^custody .*standings .*before this entry replaced it"
_FUTURE = "2031-01-01T00:00:00.000000Z"
_PAST = "2019-01-01T00:00:00.000000Z"

MANIPULATIONS = (
    # entries behind the last seal
    Manipulation("an entry put in", entry, _STRANGER),
    Manipulation("an entry put in, then a run", entry, f"{_STRANGER} .{_FOUND}", runs=True),
    Manipulation("an entry of the future", lambda copy: entry(copy, at=_FUTURE), _STRANGER),
    Manipulation("an entry of the future, then a run", lambda copy: entry(copy, at=_FUTURE), _FOUND, runs=True),
    Manipulation("an entry that goes back", lambda copy: entry(copy, at=_PAST), _STRANGER),
    Manipulation("an entry that goes back, then a run", lambda copy: entry(copy, at=_PAST), _FOUND, runs=True),
    Manipulation("an invented source with its entry", with_row, _STRANGER),
    Manipulation("an invented source with its entry, then a run", with_row, _FOUND, runs=True),
    Manipulation("three entries put in", several, r"^custody \d+ to \d+: put in by"),
    Manipulation("an entry put in, its signature forged", forged_head, "was forged at entry"),
    Manipulation("an entry put in, its signature forged, then a run", forged_head, "was forged at entry", runs=True),
    Manipulation("an entry put in, the signature taken away", head_taken, "was taken away at entry"),
    Manipulation("the signature taken away, then a run", head_taken, "was taken away at entry", runs=True),
    Manipulation("an act that says it is a seal", lambda copy: entry(copy, act="night-sealed"), _STRANGER),
    # the log itself
    Manipulation("its last entries cut off", tail_cut, OLDER, other="cut off after entry"),
    Manipulation("an entry edited", sql("UPDATE custody SET act = 'nothing' WHERE seq = 4"), "^custody 4: altered"),
    Manipulation("an entry taken out", sql("DELETE FROM custody WHERE seq = 4"), "^custody 5: the log is broken"),
    Manipulation("an entry's time edited", sql(f"UPDATE custody SET at = '{_PAST}' WHERE seq = 6"),
                 "^custody 6: altered"),
    Manipulation("an entry unreadable", sql("UPDATE custody SET rows_json = '{' WHERE seq = 4"), "^custody 4: altered"),
    Manipulation("an entry back-dated, all made anew", rewritten(_backdate), "rewritten: entry", other="the seal"),
    Manipulation("two entries swapped, all made anew", rewritten(_swapped), "rewritten: entry", other="the seal"),
    Manipulation("seals taken out, all made anew", rewritten(_without_seals), OLDER, other="custody: "),
    Manipulation("two seals swapped, all made anew", rewritten(_last_seals_swapped),
                 "rewritten: entry", other="the seal"),
    Manipulation("the key taken out of it all", stripped,
                 "replaced: the folder at this place", other="signed by nobody"),
    # the whole folder
    Manipulation("an older copy put back", put_back, OLDER, other=CANT_KNOW, noted=OLDER, unknown=True),
    Manipulation("an older copy put back, then a run", put_back, OLDER, other=CANT_KNOW, noted=OLDER, unknown=True,
                 runs=True),
    Manipulation("an older database put back", database_put_back, OLDER, other="planted|its end was cut off"),
    Manipulation("a folder made anew with another key", remade, "replaced: the folder at this place",
                 other="not the key|signed by"),
    Manipulation("another public key", key_file, "^key.pem: missing, or not the key"),
    Manipulation("no public key", key_file_gone, "^key.pem: missing"),
    # files
    Manipulation("a WARC file planted", planted, "planted: neither a row nor the log"),
    Manipulation("a WARC file planted, then a run", planted, f"planted.*{_FOUND}", runs=True),
    Manipulation("noise planted as a WARC file", planted_noise, "^warc/evil.warc.gz: planted"),
    Manipulation("noise planted as a WARC file, then a run", planted_noise,
                 f"^warc/evil.*planted.*{_FOUND}", runs=True),
    Manipulation("a WARC file renamed", renamed, "renamed: it is warc/"),
    Manipulation("a WARC file renamed, then a run", renamed, f"renamed: it is warc/.*{_FOUND}", runs=True),
    Manipulation("a WARC file cut", cut, "^warc/.*altered: its bytes"),
    Manipulation("a WARC file cut, then a run", cut, rf"cut: \d+ bytes, and \d+ were sealed.*{_FOUND}", runs=True),
    Manipulation("a WARC file with more behind it", grown, "^warc/.*altered: its bytes"),
    Manipulation("a WARC file with more behind it, then a run", grown, f"grown: .*{_FOUND}", runs=True),
    Manipulation("a WARC file missing", missing, "^warc/.*: missing"),
    Manipulation("a WARC file missing, then a run", missing, f"^warc/.*: missing.*{_FOUND}", runs=True),
    Manipulation("two WARC files swapped", swapped_files, "^warc/.*altered: its bytes"),
    Manipulation("a bit of a WARC file", bit, "^warc/.*altered: its bytes"),
    Manipulation("a seal's file missing", seal_gone, "^seals/.*: missing"),
    Manipulation("a seal's file missing, then a run", seal_gone, f"^seals/.*: missing .{_FOUND}", runs=True),
    Manipulation("a seal's file altered", seal_altered, "^seals/.*altered"),
    Manipulation("a seal's file put in", seal_put_in, "^seals/0000.*does not speak of this seal"),
    Manipulation("two seals' files swapped", seal_files_swapped, "^seals/.*altered"),
    Manipulation("a line of the index edited",
                 index(lambda lines: [lines[0].replace('"status": "', '"status": "5'), *lines[1:]]), "index.cdxj"),
    Manipulation("a line of the index taken out", index(lambda lines: lines[1:]), "index.cdxj"),
    Manipulation("lines of the index in another order", index(lambda lines: lines[::-1]), "index.cdxj"),
    Manipulation("no index", index_gone, "index.cdxj"),
    # reports and configuration
    Manipulation("a report altered", report_altered, "^reports/one.html: altered"),
    Manipulation("two reports swapped", reports_swapped, "^reports/one.html: altered"),
    Manipulation("a report deleted", report_gone, "^reports/one.html: deleted", note=True),
    Manipulation("the configuration edited", configuration, "^testigo.toml: has changed: the runs from", note=True),
    # the schema
    Manipulation("a trigger put in", sql(_TRIGGER), "^evidence.db trigger quiet: put in"),
    Manipulation("a trigger put in, then a run", sql(_TRIGGER), f"^evidence.db trigger quiet.*{_FOUND}", runs=True),
    Manipulation("a view swapped", sql(_VIEW), "^evidence.db view broken: altered"),
    Manipulation("a view swapped, then a run", sql(_VIEW), f"^evidence.db view broken: altered.*{_FOUND}", runs=True),
    Manipulation("a view taken out", sql("DROP VIEW history"), "^evidence.db view history: taken out"),
    Manipulation("an index taken out", sql("DROP INDEX custody_marks"), "^evidence.db index custody_marks: taken out"),
    Manipulation("an index put in", sql("CREATE UNIQUE INDEX one ON checks(verdict, url_id, run_id)"),
                 "^evidence.db index one: put in"),
    Manipulation("a column put in", sql("ALTER TABLE urls ADD COLUMN more TEXT"), "^evidence.db table urls: altered"),
    # rows
    row("checks", "verdict = 'alive' WHERE verdict = 'missing'"),
    row("captures", "captured_at = '2020-01-01T00:00:00.000000Z'"),
    row("urls", "url = url || 'x'"),
    row("citations", "claim = 'something else'"),
    row("sources", "published = '1999-01-01'"),
    row("source_versions", "sha256 = upper(sha256)"),
    row("runs", "started_at = ended_at"),
    row("standings", "certainty = 'probable', cause = 'moved'"),
    row("changes", "significance = 0"),
    row("warc_files", "sha256 = upper(sha256)"),
    row("acceptances", "note = 'nobody accepts this'"),
    gone("checks"), gone("captures"), gone("standings"), gone("changes"), gone("acceptances"), gone("probes"),
    Manipulation("a row put in", sql(_SOURCE), "^sources x: put in"),
    # rows that an act of their keeper writes over, so that they look as they should
    Manipulation("a standing altered, then written anew", then_accepted("UPDATE standings SET certainty = 'probable'"),
                 _REPLACED),
)  # fmt: skip
