"""What a manipulation is, and who reads the folder afterwards."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import testigo
from evidence import signing
from evidence.folder import EvidenceFolder
from tests.conftest import Bench

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reader(Enum):
    """Who reads."""

    HERE = "this machine: it has the key, and its own note of the folder"
    NOTED = "another machine that was given the note"
    OTHER = "another machine that knows the public key alone"


@dataclass(frozen=True)
class Kept:
    """An honest folder after two nights, and what lies beside it."""

    folder: Path
    first: Path
    """the same after the first night"""
    config: Path
    """where the key and the notes of its machine lie"""
    fingerprint: str


@dataclass(frozen=True)
class Copy:
    """A copy of it, at a place that its machine knows."""

    path: Path
    kept: Kept

    @property
    def folder(self) -> EvidenceFolder:
        return EvidenceFolder(self.path)

    @property
    def bench(self) -> Bench:
        return Bench(self.path)

    @property
    def warcs(self) -> list[Path]:
        return sorted(self.folder.warc.glob("*.warc.gz"))

    @contextmanager
    def sql(self) -> Iterator[sqlite3.Connection]:
        """What a stranger with an SQLite shell does."""
        raw = sqlite3.connect(self.folder.database)
        raw.row_factory = sqlite3.Row
        try:
            yield raw
            raw.commit()
        finally:
            raw.close()

    def execute(self, script: str) -> None:
        """Statements of SQL."""
        with self.sql() as raw:
            raw.executescript(script)


def copied(kept: Kept, place: Path) -> Copy:
    """The folder at ``place``, which its machine knows as well as the place it came from."""
    shutil.copytree(kept.folder, place)
    with machine(kept.config):
        note = signing.at_place(kept.folder)
        assert note is not None
        signing.note(replace(note, path=str(place.resolve())), lambda *_: True)
    return Copy(place, kept)


@contextmanager
def machine(config: Path) -> Iterator[None]:
    """What this process does is done on the machine whose keys lie in ``config``."""
    before = os.environ.get("XDG_CONFIG_HOME", "")
    os.environ["XDG_CONFIG_HOME"] = str(config)
    try:
        yield
    finally:
        os.environ["XDG_CONFIG_HOME"] = before


@contextmanager
def read_by(reader: Reader, kept: Kept, place: Path) -> Iterator[None]:
    """What this process does is done by ``reader``."""
    if reader is Reader.HERE:
        with machine(kept.config):
            yield
        return
    keys = place / reader.name / "testigo" / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    if reader is Reader.NOTED:
        name = f"{kept.fingerprint}.witness"
        shutil.copy(kept.config / "testigo" / "keys" / name, keys / name)
    with machine(place / reader.name):
        yield


def verified(copy: Copy, reader: Reader, place: Path, *, key: str | None) -> testigo.Verification:
    """What a reader's ``testigo verify`` says of it."""
    with read_by(reader, copy.kept, place):
        return testigo.verify(testigo.open(copy.path), key=key)


Alter = Callable[[Copy], None]


@dataclass(frozen=True)
class Manipulation:
    """What somebody did, and what each reader is told."""

    name: str
    alter: Alter
    here: str
    """words of a finding, as this machine says it"""
    other: str = ""
    """the same where only the public key is known; empty: the same words"""
    noted: str = ""
    """the same where the note is known; empty: as :attr:`other`"""
    runs: bool = False
    """a run of its keeper comes after it, which must not make it good"""
    unknown: bool = False
    """only who saw the newer folder can know: ``other`` is then a note, and no finding"""

    note: bool = False
    """its keeper may do it, so it is told and is no finding"""

    def says(self, reader: Reader) -> str:
        """The words for a reader."""
        other = self.other or self.here
        told = {Reader.HERE: self.here, Reader.OTHER: other, Reader.NOTED: self.noted or other}
        return told[reader]
