"""In which language a reader is told: asked for, configured, of the environment, of the locale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evidence.reader import language_in, reader_language
from tests import commands

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("chosen", "environ", "language"),
    [
        ((), {}, "en"),
        ((), {"LANG": "es_MX.UTF-8"}, "es"),
        ((), {"LANG": "es"}, "es"),
        ((), {"LANG": "es@euro"}, "es"),
        ((), {"LANG": "C.UTF-8"}, "en"),
        ((), {"LANG": "POSIX"}, "en"),
        ((), {"LANG": "nah_MX.UTF-8"}, "en"),
        ((), {"LANG": "estonian"}, "en"),
        ((), {"LANG": "es_MX.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ((), {"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "es_MX.UTF-8"}, "es"),
        ((), {"LANG": "es_MX.UTF-8", "LC_ALL": "C"}, "en"),
        ((), {"LANG": "es_MX.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}, "es"),
        ((), {"LC_ALL": "es_MX.UTF-8", "TESTIGO_LANG": "en"}, "en"),
        ((), {"LC_ALL": "en_US.UTF-8", "TESTIGO_LANG": "ES"}, "es"),
        (("", ""), {"TESTIGO_LANG": "es"}, "es"),
        (("", "en"), {"TESTIGO_LANG": "es"}, "en"),
        (("es", "en"), {"TESTIGO_LANG": "en"}, "es"),
    ],
)
def test_the_first_that_is_said_counts(
    chosen: tuple[str, ...], environ: dict[str, str], language: str
) -> None:
    assert reader_language(*chosen, environ=environ) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("language = 'es'\n[crawl]\ndelai = 1", "es"),
        ("language = 'fr'", ""),
        ("language = ['es']", ""),
        ("language = ", ""),
        ("[notify]\nlanguage = 'es'", ""),
    ],
)
def test_a_configuration_that_is_not_sound_may_say_its_language(
    tmp_path: Path, text: str, language: str
) -> None:
    path = tmp_path / "testigo.toml"
    path.write_text(text, "utf-8")
    assert language_in(path) == language
    assert language_in(tmp_path / "nowhere.toml") == ""


def test_a_command_speaks_by_its_option_its_folder_and_the_environment(tmp_path: Path) -> None:
    folder = tmp_path / "carpeta"
    folder.mkdir()
    (folder / "testigo.toml").write_text("language = 'es'\n", "utf-8")
    there = ("status", "--folder", str(folder))
    for words, environ, spanish in [
        (there, {}, True),
        (("status", f"--folder={folder}"), {}, True),
        ((*there, "--lang", "en"), {}, False),
        ((*there, "--lang=en"), {"TESTIGO_LANG": "es"}, False),
        (("status", "--folder", str(tmp_path)), {"TESTIGO_LANG": "es"}, True),
        (("status", "--folder", str(tmp_path)), {}, False),
        (("--lang", "es", "status", "--folder", str(tmp_path)), {}, True),
        (("status", "--config", str(folder / "testigo.toml"), "--folder", str(tmp_path)), {}, True),
    ]:
        done = commands.run(*words, **environ)
        assert ("no hay evidencia aquí" in done.err) is spanish, (words, environ, done.err)
        assert ("no evidence here" in done.err) is not spanish
        helped = commands.run(*words, "--help", **environ)
        assert helped.out.startswith("Uso:" if spanish else "Usage:"), words
