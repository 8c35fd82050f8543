"""Whatever is altered in a folder or a package is named, and verification ends with a list."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evidence.custody.log import keys, seals
from evidence.custody.verify import verify
from evidence.custody.wacz import layout, write
from evidence.custody.wacz import verify as package
from evidence.findings import Finding
from evidence.folder import EvidenceFolder
from evidence.reports import certificate
from evidence.store import Store
from evidence.store.records import Memento, Source
from evidence.store.tables import TABLES
from evidence.vocabulary import MementoState, SourceKind
from tests.looks import Lab, Told, answer

PAGE = "<title>Acta</title><p>" + "El acuerdo de la sesión. " * 60
LOGGED = [table.name for table in TABLES]
many = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Kept:
    """An evidence folder that is sealed, and a package of all of it."""

    folder: EvidenceFolder
    wacz: Path
    key: str

    def copy(self, place: Path) -> EvidenceFolder:
        shutil.copytree(self.folder.path, place / "copy")
        return EvidenceFolder(place / "copy")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Any:
    place = tmp_path_factory.mktemp("k")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(place / "config"))
        lab = Lab(place / "evidence")
        keys.make(lab.folder, lab.store)
        for body in (PAGE, PAGE, PAGE.replace("acuerdo", "convenio")):
            stored = lab.look(Told(answer(body)))
        lab.look(Told(answer("No existe", status=404)), "http://dependencia.example/no")
        seals.seal(lab.folder, lab.store)
        with lab.store.transaction("archived") as transaction:
            transaction.put(
                Source("informe", SourceKind.REPORT, "i.md", "Informe", None, "es", "x")
            )
            transaction.put(
                Memento("m", stored.check.url_id, "wayback", "https://web.archive.org/web/1/x",
                        "2020-01-01T00:00:00.000000Z", MementoState.LISTED)
            )  # fmt: skip
        seals.seal(lab.folder, lab.store)
        write.export(lab.folder, lab.store, place / "all.wacz", certificate.render)
        key = keys.fingerprint(str(lab.folder.key))
        assert not [found for found in verify(lab.folder, lab.store, key=key) if not found.note]
        assert package.verify(place / "all.wacz", key=key).findings == []
        lab.store.close()
        yield Kept(lab.folder, place / "all.wacz", key)


def found_in(folder: EvidenceFolder) -> list[Finding]:
    with closing(Store(folder.database)) as store:
        return [finding for finding in verify(folder, store) if not finding.note]


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.binary(max_size=8),
)


@many
@given(st.data(), VALUES)
def test_any_edit_of_any_row_is_named(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, value: Any
) -> None:
    folder = kept.copy(tmp_path_factory.mktemp("e"))
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as raw:
        filled = [t for t in LOGGED if raw.execute(f'SELECT 1 FROM "{t}"').fetchone()]
        table = data.draw(st.sampled_from(filled))
        names = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
        column = data.draw(st.sampled_from(names))
        rowids = [row[0] for row in raw.execute(f'SELECT rowid FROM "{table}"')]
        rowid = data.draw(st.sampled_from(rowids))
        place = f'"{table}" WHERE rowid = {rowid}'
        before = raw.execute(f'SELECT "{column}" FROM {place}').fetchone()
        with suppress(sqlite3.IntegrityError):
            raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = {rowid}', (value,))
        after = raw.execute(f'SELECT "{column}" FROM {place}').fetchone()
    assume(after != before or type(after[0]) is not type(before[0]))
    assert any(finding.where.startswith(f"{table} ") for finding in found_in(folder))


@many
@given(st.data(), VALUES)
def test_any_edit_of_the_log_is_named(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, value: Any
) -> None:
    folder = kept.copy(tmp_path_factory.mktemp("e"))
    names = ("seq", "id", "previous", "at", "act", "rows_json", "detail_json")
    column = data.draw(st.sampled_from(names))
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as raw:
        (last,) = raw.execute("SELECT MAX(seq) FROM custody").fetchone()
        seq = data.draw(st.integers(1, last))
        before = raw.execute("SELECT * FROM custody").fetchall()
        with suppress(sqlite3.IntegrityError, sqlite3.OperationalError):
            raw.execute(f"UPDATE custody SET {column} = ? WHERE seq = ?", (value, seq))
        assume(raw.execute("SELECT * FROM custody").fetchall() != before)
    assert any(finding.where.startswith("custody") for finding in found_in(folder))


@many
@given(st.data())
def test_any_flipped_bit_of_a_warc_is_named(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = kept.copy(tmp_path_factory.mktemp("e"))
    warc = data.draw(st.sampled_from(sorted(folder.warc.glob("*.warc.gz"))))
    _flip(warc, data)
    assert any(warc.name in finding.where for finding in found_in(folder))


@many
@given(st.data())
def test_any_flipped_bit_of_a_package_is_named_or_changes_nothing_in_it(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """A ZIP archive says some things that no reader needs, such as a file's date."""
    wacz = tmp_path_factory.mktemp("e") / "x.wacz"
    shutil.copy(kept.wacz, wacz)
    _flip(wacz, data)
    if not package.verify(wacz, key=kept.key).findings:
        assert _contents(wacz) == _contents(kept.wacz)


@many
@given(st.data())
def test_a_package_that_is_cut_off_anywhere_is_named(
    kept: Kept, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    wacz = tmp_path_factory.mktemp("e") / "x.wacz"
    whole = kept.wacz.read_bytes()
    wacz.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert package.verify(wacz, key=kept.key).findings


def _flip(path: Path, data: st.DataObject) -> None:
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)


def _contents(wacz: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wacz) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "line",
    [
        'mx,a)/ 2020 {"filename": "x", "offset": "1"}\n',
        f'mx,a)/ 2020 {{"filename": "x", "offset": "{10**30}"}}\n',
        'mx,a)/ 2020 {"filename": {}, "offset": []}\n',
        "mx,a)/ 2020 []\n",
        "mx,a)/\n",
        "\n",
    ],
)
def test_an_index_line_of_any_shape_is_named(kept: Kept, tmp_path: Path, line: str) -> None:
    folder = kept.copy(tmp_path)
    lines = folder.index.read_text("utf-8").splitlines(keepends=True)
    together = sorted([*lines, line])
    folder.index.write_text("".join(together), "utf-8")
    number = together.index(line) + 1
    assert [finding.problem for finding in found_in(folder)] == [
        f"line {number} speaks of no capture of this folder"
    ]


def test_a_custody_record_says_what_archives_have_of_the_url(kept: Kept) -> None:
    """Also of copies that were never fetched."""
    with zipfile.ZipFile(kept.wacz) as archive:
        records = [json.loads(line) for line in archive.read(layout.RECORDS).splitlines()]
    cited = "http://dependencia.example/programa/acta.html"
    looks = [record for record in records if record["url"].get("cited") == cited]
    assert len(looks) == 3
    for record in looks:
        assert [copy["id"] for copy in record["third_party"]["mementos"]] == ["m"]


def test_a_file_without_a_name_is_named(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path)
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        raw.execute("UPDATE warc_files SET id = NULL WHERE rowid = 1")
    problems = [finding.problem for finding in found_in(folder) if finding.where[:4] == "warc"]
    assert "put in: no entry of the custody log speaks of this row" in problems


def test_a_place_that_is_none_is_named(kept: Kept, tmp_path: Path) -> None:
    folder = kept.copy(tmp_path)
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        (key,) = raw.execute("SELECT id FROM captures WHERE record_type = 'revisit'").fetchone()
        raw.execute("UPDATE captures SET \"offset\" = 'there' WHERE id = ?", (key,))
    named = {finding.where: finding.problem for finding in found_in(folder)}
    assert "points to no place" in named[f"captures {key}"]
