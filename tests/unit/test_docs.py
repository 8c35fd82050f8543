"""What the README, the schemas and --help promise is what there is."""

from __future__ import annotations

import configparser
import importlib
import re
import runpy
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from benchmarks.malformed_answers import answers
from evidence.config import Config, Schedule, load
from evidence.verdicts.rules import WORDS
from evidence.vocabulary import NightEvent, Verdict
from schedules import calendar
from testigo.cli import COMMANDS
from tests.commands import ROOT

TUTORIALS = ("docs/tutorial.md", "docs/tutorial.es.md")
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_names_no_other_commands() -> None:
    """All of them stand in a page that is made from the code."""
    table = README.split("| command | does |")[1].split("\n\n")[0]
    named = [re.findall(r"`(\w+)", row.split("|")[1]) for row in table.splitlines()[2:]]
    assert named
    assert {name for row in named for name in row} <= set(COMMANDS)


@pytest.mark.parametrize("page", ["README.md", *TUTORIALS])
def test_commands_that_pages_show_are_as_they_show_them(page: str) -> None:
    """Every option of a command line in a page is one of that command's."""
    text = (ROOT / page).read_text("utf-8")
    lines = re.findall(r"^testigo (\w+)([^#\n]*)", text, re.MULTILINE)
    assert lines
    for name, rest in lines:
        command = importlib.import_module(f"testigo.commands.{name}").command
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"(?<=\s)--?[a-z][\w-]*", rest)) <= known, f"{page}: {name}{rest}"


@pytest.mark.parametrize("page", TUTORIALS)
def test_what_tutorials_configure_is_understood(page: str, tmp_path: Path) -> None:
    told = re.findall(r"```toml\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    config = tmp_path / "testigo.toml"
    config.write_text("\n".join(told))
    assert len(calendar.read(load(config), ROOT)) == 1


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


def test_every_pin_can_be_installed_with_the_oldest_python_that_is_promised() -> None:
    """Debian 12 has 3.11.2: a pin that wants a later one makes the first command of the README fail there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=") + ".0"
    pins = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = {canonicalize_name(pin.split("==")[0]) for pin in pins if "==" in pin}
    wanted = {
        one.metadata["Name"]: one.metadata.get("Requires-Python") or ""
        for one in distributions()
        if canonicalize_name(one.metadata["Name"]) in pinned
    }
    assert len(wanted) > 50
    assert [name for name, asked in wanted.items() if oldest not in SpecifierSet(asked)] == []


def test_every_reason_is_worded_in_both_languages() -> None:
    for rule, words in WORDS.items():
        facts = [set(re.findall(r"\{(\w+)\}", text)) for text in (words.en, words.es)]
        assert facts[0] == facts[1], f"{rule}: the languages name other facts"
        assert words.en != words.es


def test_the_glossary_leads_to_what_there_is() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    places = re.findall(r"`((?:evidence|crawler)/[\w/.]+)`", text)
    assert len(places) > 30
    assert not [place for place in places if not (ROOT / place).exists()]


def test_running_names_only_what_there_is() -> None:
    text = (ROOT / "docs" / "running.md").read_text("utf-8")
    assert set(re.findall(r"bin/testigo (\w+)", text)) == {"serve", "run", "desk"}
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


REFERENCE = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("name", REFERENCE["PAGES"])
def test_pages_that_are_made_from_the_code_are_as_it_is(name: str) -> None:
    made = REFERENCE["PAGES"][name]()
    assert (ROOT / "docs" / name).read_text("utf-8") == made, "run: python docs/make_reference.py"


def test_every_key_of_the_configuration_says_what_it_means() -> None:
    tables = REFERENCE["tables"](Config, "")
    keys = [(heading, key) for heading, cls in tables for key in REFERENCE["keys"](cls)]
    assert len(keys) > 60
    assert not [f"{heading} {name}" for heading, (name, _, _, meaning) in keys if not meaning]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_and_to_the_code_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[\w-]+)?\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_pages_name_are_there(page: Path) -> None:
    named = re.findall(
        r"`((?:evidence|crawler|schedules|testigo|tests|benchmarks|docs)/[\w./-]+\.\w+)`",
        page.read_text("utf-8"),
    )
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_table_of_malformed_answers_has_all_of_them() -> None:
    table = (ROOT / "docs" / "wire.md").read_text("utf-8")
    for answer in answers():
        assert f"\n## {answer.kind}\n" in table
        assert f"\n| {answer.name} | " in table, (
            "run: python benchmarks/malformed.py --write docs/wire.md"
        )
