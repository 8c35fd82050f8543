"""``testigo demo``: the first thing that anyone runs."""

from __future__ import annotations

from pathlib import Path

from tests import commands
from tests.conftest import Bench


def test_the_demo_does_its_job_and_says_where_the_report_lies(tmp_path: Path) -> None:
    place = tmp_path / "demo"
    done = commands.python("-m", "testigo", "demo", "--folder", str(place), "--lang", "es")
    assert done.code == 0, done.err
    page = Path(done.out.strip())
    assert page.parent == place / "reports"
    text = page.read_text("utf-8")
    assert '<html lang="es">' in text
    for word in (
        "desaparecido",
        "modificado",
        "bloqueado",
        "inaccesible",
        "cambió de dirección",
        "disponible",
    ):
        assert word in text, word
    assert "<script src" not in text.lower()
    assert 'src="http' not in text
    assert Bench(place).testigo("verify").code == 0

    again = commands.run("demo", "--folder", str(place))
    assert again.code == 0, again.err
    assert '<html lang="en">' in Path(again.out.strip()).read_text("utf-8")


def test_the_demo_never_clears_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    treasure = tmp_path / "evidence.db"
    treasure.write_text("mine")
    done = commands.run("demo", "--folder", str(tmp_path))
    assert done.code == 2
    assert "not made by the demo" in done.err
    assert treasure.read_text() == "mine"
