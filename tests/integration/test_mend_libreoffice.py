"""LibreOffice opens what ``mend`` writes, and shows the added words; skipped where it is not
installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.mended import COPY, HERE, LEFT, MAKERS, Maker, word
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
    assert "[archivado el 2019-05-01]" in shown["docx"]
    assert f"[ahora en {HERE}]" in shown["odt"]
    assert f"[ahora en {HERE}]" in shown["tracked-note"]
    assert f"{LEFT}{HERE}" in shown["tracked-swap"]  # the deleted and the inserted
    assert f"[archivado el 2019-05-01: {COPY}]" in (tmp_path / "a.csv").read_text("latin-1")


def _convert(folder: Path, kind: str, paths: list[Path]) -> None:
    assert OFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, "--headless", profile, "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, timeout=180, capture_output=True)
