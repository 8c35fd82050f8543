"""WACZ packages, taken for hostile: whatever the file holds is a finding, and none of ours can be changed
without one."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.custody.log import keys, seals
from evidence.custody.wacz import write
from evidence.custody.wacz.verify import verify
from tests.fuzz.target import Target, hold
from tests.looks import Lab, Told, answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORDS = (
    b'{"',
    b'":',
    b"null",
    b"sha256:",
    b"WARC/1.1\r\n",
    b"\x1f\x8b",
    b"\n",
    b"-1",
    b"1e999",
    b"\\ud800",
)


@cache
def package() -> tuple[dict[str, bytes], str]:
    """The files of a package of ours over two looks, and the fingerprint of the key that signed it."""
    with tempfile.TemporaryDirectory() as place:
        config = os.environ.get("XDG_CONFIG_HOME")
        os.environ["XDG_CONFIG_HOME"] = place
        try:
            lab = Lab(Path(place, "evidence"))
            key = keys.make(lab.folder, lab.store)
            for words in ("Plan de agua", "Plan de luz"):
                lab.look(Told(answer(f"<main><p>{words}. {'Texto. ' * 30}</main>")))
            seals.seal(lab.folder, lab.store)
            out = Path(place, "a.wacz")
            write.export(lab.folder, lab.store, out, lambda _: "<p>")
            hold(not verify(out, key=key).findings, "ours is sound")
            with zipfile.ZipFile(out) as archive:
                return {name: archive.read(name) for name in archive.namelist()}, key
        finally:
            os.environ.pop("XDG_CONFIG_HOME")
            if config is not None:
                os.environ["XDG_CONFIG_HOME"] = config


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _verified(data: bytes, key: str | None) -> list[object]:
    with tempfile.TemporaryDirectory(dir="/dev/shm") as place:
        path = Path(place, "a.wacz")
        path.write_bytes(data)
        found = verify(path, key=key).findings
    hold(all("\n" not in finding.problem for finding in found), "a finding is one line")
    return list(found)


def _any(data: bytes) -> None:
    """Any bytes; what is not a package of that key's owner has a finding."""
    hold(_verified(data, package()[1]), "a stranger's package is none of ours")


def _changed(data: bytes) -> None:
    """``data``: which file, where in it (two bytes), how many bytes are taken out, what stands there
    instead."""
    if len(data) < 4:
        return
    files, key = package()
    name = sorted(files)[data[0] % len(files)]
    before = files[name]
    at = int.from_bytes(data[1:3], "big") % (len(before) + 1)
    after = before[:at] + data[4:] + before[at + data[3] :]
    found = _verified(_packed({**files, name: after}), key)
    hold(found or after == before, f"a change of {name} at {at} is told")


def _wrong(data: bytes) -> None:
    """One file of the package is ``data``, and the rest as it was; nobody knows the key."""
    files, _ = package()
    index, rest = (data[0] % len(files), data[1:]) if data else (0, b"")
    _verified(_packed({**files, sorted(files)[index]: rest}), None)


def _archives() -> Iterator[bytes]:
    yield _packed(
        {"datapackage.json": b"{}", "datapackage-digest.json": b"{}", "archive/a.warc.gz": b""}
    )
    yield b"PK\x05\x06" + bytes(18)


def _changes() -> Iterator[bytes]:
    yield from (bytes([index, 0, at, 1]) + b"x" for index in range(8) for at in (0, 40))


def _replaced() -> Iterator[bytes]:
    for index in range(9):
        yield bytes([index]) + b'{"path":"datapackage.json","hash":"sha256:0","signedData":{}}'
    yield b'\x05{"resources":[{"name":"a","path":"archive/a","hash":"sha256:0","bytes":1}]}'


TARGETS = (
    Target("wacz-any", "findings in one line, and one at least for what is not ours", _any, _archives, _WORDS, seconds=1.0),
    Target("wacz-changed", "no byte of a package of ours changes without a finding", _changed, _changes, longest=64, seconds=2.0),
    Target("wacz-files", "each file of it may hold anything", _wrong, _replaced, _WORDS, 1_000, 2.0),
)  # fmt: skip
