"""Every command says the same in English and in Spanish: the same lines with the same facts, and what machines
read to the letter."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from testigo.cli import COMMANDS
from tests import commands

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.demo.world import World
    from tests.conftest import Bench

_FACTS = re.compile(
    r"https?://[^\s)»”,;]+|/[\w./-]{4,}|\d[\d.:TZ-]*\d|\d|--[a-z-]+|urn:uuid:[\w-]+"
)
_PASSING = re.compile(r"(process|proceso) \d+|\d{4}-\d\d-\d\dT[\d:]+\.\d+Z")
"""What differs from one call to the next: a process, the moment of the call."""


def facts(text: str) -> list[str]:
    """The addresses, paths, numbers and options that a text names."""
    return sorted(_FACTS.findall(_PASSING.sub("", text)))


@pytest.fixture
def folder(bench: Bench, world: World) -> Bench:
    """A folder with a report that a night has looked at."""
    report = bench.path.parent / "informe.md"
    report.write_text(world.report(), "utf-8")
    assert bench.testigo("add", str(report), "--id", "informe").code == 0
    bench.testigo("run", "--only", "all", "--no-archive")
    return bench


def test_commands_tell_the_same_facts(folder: Bench, world: World, tmp_path: Path) -> None:
    report = str(tmp_path / "informe.md")
    url = next(iter(world.urls.values()))
    old, new = tmp_path / "a.txt", tmp_path / "b.txt"
    old.write_text("La dependencia deberá publicar las minutas en 30 días.\n", "utf-8")
    new.write_text("La dependencia podrá publicar las minutas en 60 días.\n", "utf-8")
    for words in [
        ("scan", report),
        ("add", report, "--id", "informe"),
        ("add", str(tmp_path / "nowhere.md")),
        ("add", report, "--published", "ayer"),
        ("run",),
        ("run", "--rejudge"),
        ("run", "--source", "nobody"),
        ("status",),
        ("history", url),
        ("history", "https://nunca.example/"),
        ("diff", url),
        ("compare", str(old), str(new)),
        ("series", "plan", str(old), str(new)),
        ("series", "nobody"),
        ("report", "--format", "markdown", "--out", "-"),
        ("report", "--source", "nobody"),
        ("mend", report, "--dry-run"),
        ("mend", report),
        ("doctor",),
        ("notify",),
        ("schedule",),
        ("archive",),
        ("accept", "https://nunca.example/", "--note", "x"),
        ("overrule", "https://nunca.example/", "--note", "x"),
        ("restored", "--note", "x"),
        ("merge", str(folder.path)),
        ("init",),
        ("export",),
        ("observe", "key"),
        ("witness", "keys"),
        ("check",),
    ]:
        english, spanish = (folder.testigo(*words, "--lang", lang) for lang in ("en", "es"))
        assert english.code == spanish.code, words
        for one, other in ((english.out, spanish.out), (english.err, spanish.err)):
            assert one.count("\n") == other.count("\n"), (words, one, other)
            assert facts(one) == facts(other), (words, one, other)


def test_what_machines_read_is_the_same(folder: Bench) -> None:
    for words in [("status",), ("schedule",), ("witness", "keys")]:
        english, spanish = (
            folder.testigo(*words, "--format", "json", "--lang", lang) for lang in ("en", "es")
        )
        assert english.out == spanish.out, words
    names = [
        {
            tuple(row)
            for row in json.loads(folder.testigo("doctor", "--format", "json", "--lang", lang).out)
        }
        for lang in ("en", "es")
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_the_same_options(name: str) -> None:
    english, spanish = (commands.run(name, "--help", "--lang", lang) for lang in ("en", "es"))
    assert english.code == spanish.code == 0
    options = [
        re.findall(r"^  (?:-\w, )?(--[a-z-]+)", done.out, re.MULTILINE)
        for done in (english, spanish)
    ]
    assert options[0] == options[1]
    assert spanish.out.startswith("Uso: ")
    assert not re.search(r"\b(the|and|what|with)\b", spanish.out), "left in English"
    whole = [
        re.sub(r"([-/]?)\n +", r"\1 ", done.out).replace("- ", "-") for done in (english, spanish)
    ]
    assert facts(whole[0]) == facts(whole[1])


@pytest.mark.parametrize(
    ("words", "spanish"),
    [
        (("chek",), "No existe el comando 'chek'. ¿Quiso decir 'check'?"),
        (
            ("check", "--screnshot", "x"),
            "No existe la opción '--screnshot'. ¿Quiso decir '--screenshot'?",
        ),
        (("check",), "Falta el argumento"),
        (("run", "--time-budget", "x"), "'x' no es un número válido."),
        (("run", "--only", "x"), "'x' no es uno de 'due', 'broken', 'all'."),
        (("accept", "https://a.example/"), "Falta la opción '--note'."),
        (("status", "x"), "Sobra un argumento (x)"),
    ],
)
def test_what_click_says_is_in_spanish(words: tuple[str, ...], spanish: str) -> None:
    assert spanish in commands.run(*words, "--lang", "es").err
