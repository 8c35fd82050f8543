"""What verification finds has a kind, facts, and the same words for them in both languages."""

from __future__ import annotations

import ast
import json
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.bilingual import Words
from evidence.findings import WORDS, Finding, causes, places, worded
from evidence.findings.words import THINGS
from evidence.reports import verify_words
from tests.commands import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CODE = [
    path
    for package in ("evidence", "crawler", "schedules", "testigo")
    for path in sorted((ROOT / package).rglob("*.py"))
    if "findings" not in path.parts and "series" not in path.parts and "mend" not in path.parts
]
RAISED = {"RecordError", "NoteError", "TokenError", "AnchorError", "MessageError", "FramingError"}
"""Errors whose texts become the cause of a finding."""
LATIN = {"told", "record-unreadable"}
"""Kinds that say what somebody else said, and nothing else."""


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _constants(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _named(path: Path) -> Iterator[tuple[int, str, set[str] | None]]:
    """Line, kind and facts of each finding whose kind is written where it is made; None for facts that are
    put together elsewhere."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Finding":
            continue
        if len(node.args) > 1 and isinstance(kind := node.args[1], ast.Constant):
            given = node.args[2] if len(node.args) > 2 else ast.Dict([], [])
            whole = isinstance(given, ast.Dict) and all(given.keys)
            names = {key.value for key in given.keys} if whole else None
            yield node.lineno, kind.value, names


@pytest.mark.parametrize("kind", WORDS)
def test_both_languages_say_the_same_facts(kind: str) -> None:
    words = WORDS[kind]
    assert _facts(words.en) == _facts(words.es)
    assert words.en != words.es or kind in LATIN
    facts = {name: f"<{name}>" for name in _facts(words.en)}
    for text in (worded(kind, facts, "en"), worded(kind, facts, "es")):
        assert all(fact in text for fact in facts.values())
        assert "?" not in text


def test_every_kind_that_is_found_has_words_and_its_facts() -> None:
    found = [(path, *one) for path in CODE for one in _named(path)]
    assert len(found) > 60
    for path, line, kind, facts in found:
        assert kind in WORDS, f"{path}:{line} {kind}"
        if facts is not None:
            assert facts == _facts(WORDS[kind].en), f"{path}:{line} {kind}"


def test_no_words_are_left_of_what_nothing_finds() -> None:
    used = {text for path in CODE for text in _constants(path)}
    made = {f"{kind}-unchecked" for kind in used}  # put together in evidence/custody/log/chain.py
    assert WORDS.keys() - used - made <= {"told"}


def _raised(path: Path) -> Iterator[tuple[int, str]]:
    """The text of each error that becomes a cause, a sign for each thing that is put in."""
    tree = ast.parse(path.read_text("utf-8"))
    named = {
        target.id: text
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and (text := _written(node.value, {})) is not None
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
            for told in _choices(node.args[-1]):
                text = _written(told, named)
                if text is not None:
                    yield node.lineno, re.sub(r"\{\w+\}", "9", text)


def _choices(node: ast.expr) -> list[ast.expr]:
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _written(node: ast.expr, named: Mapping[str, str]) -> str | None:
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Words":
        return _written(node.args[0], named)  # in both languages already
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.Name):
        return str(named[node.id]) if node.id in named else None
    if isinstance(node, ast.JoinedStr):
        return "".join(p.value if isinstance(p, ast.Constant) else "9" for p in node.values)
    return None


def test_every_cause_of_ours_is_told_in_both_languages() -> None:
    rooms = [path for path in CODE if "custody" in path.parts and "witness" not in path.parts]
    raised = [(path, *one) for path in rooms for one in _raised(path)]
    assert len(raised) > 40
    for path, line, text in raised:
        assert causes.told(text, "es") != text, f"{path}:{line} {text}"
    for words in causes.CAUSES:
        assert _facts(words.en) == _facts(words.es)


def test_a_cause_keeps_what_somebody_else_said() -> None:
    assert causes.told("damaged (Error -3)", "es") == "dañado (Error -3)"
    assert causes.told("its policy is 1.2, not 3.4", "es") == "su política es 1.2 y no 3.4"
    assert causes.told("never heard of", "es") == "never heard of"
    assert causes.told("damaged (" + "x" * 10_000, "es").startswith("damaged (")


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("custody 12", "bitácora, asiento 12"),
        ("custody 12 to 15", "bitácora, asientos 12 a 15"),
        ("custody of 3fa9", "bitácora de 3fa9"),
        ("custody of 3fa9 7", "bitácora de 3fa9, asiento 7"),
        ("warc/a.warc.gz at 77", "warc/a.warc.gz, byte 77"),
        ("testigo/log.jsonl line 3", "testigo/log.jsonl, línea 3"),
        ("evidence.db view broken", "evidence.db, vista broken"),
        ("checks 3fa9", "checks 3fa9"),
    ],
)
def test_a_place_is_named_as_one_would(where: str, told: str) -> None:
    assert places.told(where, "es") == told
    assert places.told(where, "en") == where


def test_a_finding_about_a_finding_is_told_in_one_language() -> None:
    planted = Finding("warc/x.warc.gz", "file-planted-or-cut", {"entry": 7})
    before = planted.within("found-before", {"day": "2026-11-27", "entry": 9})
    assert before.problem == f"{planted.problem} (found on 2026-11-27, custody 9)"
    assert (
        before.text("es") == f"{planted.text('es')} (se halló el 2026-11-27; bitácora, asiento 9)"
    )
    assert Finding.read(json.loads(json.dumps(before.logged()))) == before


def test_an_entry_of_an_earlier_version_is_told_as_it_stands() -> None:
    old = Finding.read({"where": "warc/x.warc.gz", "problem": "planted: by whoever"})
    assert (old.kind, old.problem, old.text("es")) == ("told", *["planted: by whoever"] * 2)


def test_things_of_a_list_are_joined_as_one_would() -> None:
    found = Finding("custody 4", "rows-replaced", {"rows": ["checks 1", "checks 2"]})
    assert found.problem.startswith("checks 1 or checks 2 had been altered")
    assert found.text("es").startswith("checks 1 o checks 2: ")
    assert worded("record-differs", {"what": "server", "file": "f"}, "es").endswith(": servidor")
    assert all(words.en == name for name, words in THINGS.items())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)  # fmt: skip


@given(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(sorted(WORDS)) | JSON,
            "facts": JSON,
            "where": JSON,
            "problem": JSON,
        }
    )
)
def test_what_a_log_of_somebody_else_says_that_it_found_is_told(told: dict[str, object]) -> None:
    found = Finding.read(told)
    assert Finding.read(json.loads(json.dumps(found.logged()))).text("es") == found.text("es")


def test_what_verify_says_of_it_all_has_both_languages() -> None:
    said = [one for one in vars(verify_words).values() if isinstance(one, Words)]
    said += [w for one in vars(verify_words).values() if isinstance(one, dict)
             for w in one.values() if isinstance(w, Words)]  # fmt: skip
    assert len(said) > 15
    for words in said:
        assert _facts(words.en) == _facts(words.es)
        assert words.en != words.es
