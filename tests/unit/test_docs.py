"""What the README, the schemas and --help promise is what there is."""

from __future__ import annotations

import configparser
import importlib
import re
import tomllib

import pytest

from evidence.config import Config, Schedule
from evidence.verdicts.rules import WORDS
from evidence.vocabulary import NightEvent, Verdict
from schedules import calendar
from testigo.cli import COMMANDS
from tests.commands import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_names_every_command_and_no_other() -> None:
    table = README.split("| command | does |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)", table, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_says_what_it_does(name: str) -> None:
    command = importlib.import_module(f"testigo.commands.{name}").command
    assert command.name == name
    assert command.help
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert parameter.help, f"{name} --{parameter.name} says nothing"  # type: ignore[attr-defined]


def test_every_verdict_is_explained() -> None:
    table = README.split("| verdict | means |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| (\w+) \|", table, re.MULTILINE)) == set(Verdict)


def test_every_dependency_is_pinned_and_has_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.split(r"[\[<>=~ ]", line)[0].lower() for line in wanted}
    pinned = {
        line.split("==")[0].lower()
        for line in (ROOT / "constraints.txt").read_text().splitlines()
        if "==" in line
    }
    reasons = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    assert not {
        name
        for name in names
        if name.replace("_", "-") not in {p.replace("_", "-") for p in pinned}
    }
    assert not {name for name in names if name not in reasons}


def test_every_reason_is_worded_in_both_languages() -> None:
    for rule, words in WORDS.items():
        facts = [set(re.findall(r"\{(\w+)\}", text)) for text in (words.en, words.es)]
        assert facts[0] == facts[1], f"{rule}: the languages name other facts"
        assert words.en != words.es


def test_running_names_only_what_there_is() -> None:
    text = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert set(re.findall(r"bin/testigo (\w+)", text)) == {"serve", "run"}
    assert set(re.findall(r"`testigo (\w+)", text)) <= set(COMMANDS)
    for block in re.findall(r"```ini\n(.*?)```", text, re.DOTALL):
        parser = configparser.RawConfigParser(strict=True)
        parser.read_string(block)
        assert "Unit" in parser
    example = text.split("In `testigo.toml`:")[1].split("```")[1]
    schedules = tuple(Schedule(**{**s, "sources": tuple(s.get("sources", ()))})
                      for s in tomllib.loads(example)["schedule"])  # fmt: skip
    assert len(calendar.read(Config(schedule=schedules), ROOT)) == 2
    kinds = re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)
    assert set(kinds) == set(NightEvent)
