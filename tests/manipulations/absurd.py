"""Lengths and numbers that can't be, wherever a folder has one, and the words by which each is named."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zlib
from typing import TYPE_CHECKING

from evidence import signing
from evidence.custody.warc import reader
from tests.manipulations.model import machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.manipulations.model import Copy

    Alter = Callable[[Copy], None]

DEEP = "[" * 100_000
"""JSON that no reader can go down into."""
NUMBERS = {
    "of 10^18": "1" + "0" * 18,
    "below zero": "-5",
    "that is no digit": "²",
    "of 5,000 digits": "9" * 5000,
    "that is empty": "",
}


def record(length: str, which: int = 1) -> Alter:
    """A record whose header says ``length``."""

    def alter(copy: Copy) -> None:
        path = copy.warcs[0]
        data, made = path.read_bytes(), b""
        for number, one in enumerate(reader.records(path, "x")):
            raw = gzip.decompress(data[one.offset : one.offset + one.length])
            if number == which:
                raw = re.sub(rb"(\r\nContent-Length: )\d+", lambda m: m[1] + length.encode(), raw, count=1)  # fmt: skip
            made += gzip.compress(raw)
        path.write_bytes(made)

    return alter


def bomb(copy: Copy) -> None:
    """A record that unpacks to 100 times what its header says."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 1000000\r\n\r\n"
    with copy.warcs[0].open("ab") as file:
        file.write(pack.compress(head + bytes(100_000_000)) + pack.flush())


def extra_field(copy: Copy) -> None:
    """A gzip member whose extra field is longer than the file."""
    data = copy.warcs[0].read_bytes()
    copy.warcs[0].write_bytes(data[:3] + b"\x04" + data[4:10] + b"\xff\xff" + data[10:])


def column(table: str, name: str, value: object) -> Alter:
    def alter(copy: Copy) -> None:
        with copy.sql() as raw:
            raw.execute(f'UPDATE {table} SET "{name}" = ?', (value,))

    return alter


def entry(name: str, text: str, where: str = "seq = 6") -> Alter:
    def alter(copy: Copy) -> None:
        with copy.sql() as raw:
            raw.execute(f"UPDATE custody SET {name} = ? WHERE {where}", (text,))

    return alter


def line(name: str, value: str) -> Alter:
    """The first line of the index with another value."""

    def alter(copy: Copy) -> None:
        lines = copy.folder.index.read_text("utf-8").splitlines(keepends=True)
        lines[0] = re.sub(rf'"{name}": "\d+"', f'"{name}": {value}', lines[0])
        copy.folder.index.write_text("".join(lines), "utf-8")

    return alter


def index_of_noise(copy: Copy) -> None:
    copy.folder.index.write_bytes(b"\xff\xfe" + bytes(20_000_000) + copy.folder.index.read_bytes())


def note(text: str) -> Alter:
    """What this machine noted of the folder, by its place and by its key."""

    def alter(copy: Copy) -> None:
        with machine(copy.kept.config):
            signing._place_of(str(copy.path.resolve())).write_text(text, "utf-8")

    return alter


def begun_and_planted(copy: Copy) -> None:
    """A planted file, and entries that announce nothing any more."""
    shutil.copy(copy.warcs[0], copy.folder.warc / "testigo-20260101000000000000-00000000.warc.gz")
    entry("detail_json", "5", "act = 'warc-begun'")(copy)


_LENGTH = "^warc/.* at [0-9]+: the length of the record is not what it says"
_UNREADABLE = "^custody 6: altered: not readable"
_CUT = "^/.*keys/places/.*: what this machine noted"
_LINE = "^warc/index.cdxj: line 1 speaks of no capture"
_FAR = json.dumps({"seq": 10**19, "head": "x", "key": "x", "sealed": 0, "path": "/"})

ABSURD: dict[str, tuple[Alter, str]] = {
    **{f"a record with a length {name}": (record(text), _LENGTH) for name, text in NUMBERS.items()},
    "a file's first record with a length below zero": (record("-5", 0), _LENGTH),
    "a record that unpacks to more than it says": (bomb, _LENGTH),
    "a gzip member with a header beyond its file": (extra_field, "^warc/.* at 0: "),
    "a row that points 10^18 bytes on": (column("captures", "offset", 10**18), "no such record in warc/.* at 1000"),
    "a row that points before its file": (column("captures", "offset", -5), "no such record in warc/.* at -5"),
    "a row that points nowhere": (column("captures", "offset", "²"), "points to no place in a WARC file"),
    "a row with a length of 10^18": (column("captures", "length", 10**18), "^captures .*its length is not"),
    "a row with a length below zero": (column("captures", "length", -5), "^captures .*its length is not"),
    "a row with a length that is no number": (column("captures", "length", "²"), "^captures .*its length is not"),
    "a file of 10^18 bytes": (column("warc_files", "bytes", 10**18), "^warc_files .*altered"),
    "a file of no bytes that are a number": (column("warc_files", "bytes", "²"), "^warc_files .*altered"),
    **{f"a line of the index with an {name} {of}": (line(name, f'"{text}"'), _LINE)
       for name in ("offset", "length") for of, text in NUMBERS.items()},
    "a line of the index that is nested too deep": (line("offset", DEEP), _LINE),
    "a line of the index that is infinite": (line("offset", "1e400"), _LINE),
    "an index of noise": (index_of_noise, "^warc/index.cdxj: line 1 "),
    "an entry whose rows are nested too deep": (entry("rows_json", DEEP), _UNREADABLE),
    "an entry whose detail is nested too deep": (entry("detail_json", DEEP), _UNREADABLE),
    "an entry with a number of 5,000 digits": (entry("rows_json", '{"a": ' + "9" * 5000 + "}"), _UNREADABLE),
    "an entry with rows that are a number": (entry("rows_json", '{"a": 1e400}'), _UNREADABLE),
    "an anchor of infinitely many blocks": (
        entry("act = 'anchored', detail_json", '{"seal": "x", "ots": "", "blocks": [1e400]}'),
        "^custody 6: altered: 'anchored' says what none of ours says"),
    "a seal that says nothing": (entry("detail_json", "{}", "act = 'night-sealed'"), "says what none of ours says"),
    "entries that announce nothing": (begun_and_planted, "planted"),
    "a note that was cut": (note('{"seq": 1'), _CUT),
    "a note of an entry beyond all": (note(_FAR), _CUT),
    "a note of an entry below zero": (note(_FAR.replace("10000000000000000000", "-1")), _CUT),
    "a note that is infinite": (note('{"seq": 1e400, "head": "x"}'), _CUT),
    "a note that is nested too deep": (note(DEEP), _CUT),
}  # fmt: skip
