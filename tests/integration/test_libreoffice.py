"""LibreOffice opens what ``mend`` writes, and shows the added words; and files of older programs are read
by way of it. Skipped where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from evidence.citations import read
from evidence.errors import SourceError
from tests.mended import COPY, HERE, LEFT, LOST, MAKERS, Maker, word
from tests.unit.test_mend import mend

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def test_libreoffice_opens_each_format(tmp_path: Path) -> None:
    plain = Maker(11, after=False)
    for name in ("a.docx", "a.odt"):
        path = tmp_path / name.replace("a.", f"{name[2:]}.")
        path.write_bytes(mend(MAKERS[name](plain), name)[0])
    for style in ("note", "swap", "link"):
        mended = mend(word(plain), "a.docx", style, author="Testigo")[0]
        (tmp_path / f"tracked-{style}.docx").write_bytes(mended)
    book = tmp_path / "a.xlsx"
    book.write_bytes(mend(MAKERS["a.xlsx"](plain), "a.xlsx")[0])
    _convert(tmp_path, "txt:Text", sorted(tmp_path.glob("*.docx")) + sorted(tmp_path.glob("*.odt")))
    _convert(tmp_path, "csv", [book])
    shown = {path.stem: path.read_text("utf-8-sig") for path in tmp_path.glob("*.txt")}
    assert set(shown) == {"docx", "odt", "tracked-note", "tracked-swap", "tracked-link"}
    assert "[archivado el 1 de mayo de 2019]" in shown["docx"]
    assert f"[ahora en {HERE}]" in shown["odt"]
    assert f"[ahora en {HERE}]" in shown["tracked-note"]
    assert f"{LEFT}{HERE}" in shown["tracked-swap"]  # the deleted and the inserted
    assert f"[archivado el 1 de mayo de 2019: {COPY}]" in (tmp_path / "a.csv").read_text("latin-1")


@pytest.mark.parametrize(("name", "old"), [("a.docx", "doc"), ("a.xlsx", "xls")])
def test_files_of_older_programs_are_read(tmp_path: Path, name: str, old: str) -> None:
    (tmp_path / name).write_bytes(MAKERS[name](Maker(12, after=False)))
    _convert(tmp_path, old, [tmp_path / name])
    made = tmp_path / f"a.{old}"
    reading = read(made.read_bytes(), str(made))
    assert {LOST, LEFT} <= {citation.url for citation in reading.citations}
    assert not reading.warnings


def test_an_older_file_that_is_damaged_cites_nothing() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")
    with suppress(SourceError):  # or LibreOffice makes what it can of it
        assert read(data, "viejo.xls").citations == ()


def _convert(folder: Path, kind: str, paths: list[Path]) -> None:
    assert OFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, "--headless", profile, "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, timeout=180, capture_output=True)
