"""Values that stand in scripts: read as a browser would have them, and nothing run."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.formats import literals


def values(code: str) -> list[tuple[str, Any]]:
    return [(literal.name, literal.value) for literal in literals.in_code(code)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("{a: 'b', \"c\": [1, 2,],}", {"a": "b", "c": [1, 2]}),
        ("['it\\'s', \"\\x41\\u00e1\", `dos\nlíneas`]", ["it's", "Aá", "dos\nlíneas"]),
        ("['\\ud83d\\ude00', '\\u{1f600}', 'a\\\nb']", ["😀", "😀", "ab"]),
        ("[.5, 5., +5, 0x1F, 1_000, -007, 1e3]", [0.5, 5.0, 5, 31, 1000, -7, 1000.0]),
        ("[!0, !1, !!1, void 0, undefined, NaN, true]", [True, False, True, None, None, None, True]),
        ("[otra.cosa, new Date('2024-01-01'), new Date(5), new Date()]", [None, "2024-01-01", 5, None]),
        ("['a' + \"b\", 'c']", ["ab", "c"]),
        ("[ /* no */ 1, // it's\n 2]", [1, 2]),
        ('{"url": "https://x.example//a"}', {"url": "https://x.example//a"}),
        ("{'con guion-1': 1, 2: 3}", {"con guion-1": 1, "2": 3}),
    ],
)  # fmt: skip
def test_a_literal_of_javascript(written: str, value: Any) -> None:
    assert literals.loads(written) == value
    assert values(f"x = {written};") == [("x", value)]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("var a = [1]; let b = {c: []}", [("a", [1]), ("b", {"c": []})]),
        ("window['__S__'] = {a: 1}", [("__S__", {"a": 1})]),
        ("$('#t').DataTable({data: [['x']], f: function () { return 1 }})", [("data", [["x"]])]),
        ("__S__ = JSON.parse('{\"a\": \"\\u00e1\"}')", [("__S__", {"a": "á"})]),
        ('s = JSON.parse(decodeURIComponent("%7B%22a%22%3A1%7D"))', [("s", {"a": 1})]),
        ('n=(function(a,b){return {t:a,n:b}}("Hola",null));', [("n", {"t": "Hola", "n": None})]),
        ("pinta([{a: 1}])", [("pinta", [{"a": 1}])]),
        ("gente.push({a: 1}); this.gente.push([2])", [("gente.push", {"a": 1}), ("gente.push", [2])]),
        ("var x = 5; function f(a) { return a }", []),
        ("var x = {a: f(1)}", []),
        ("var x = [1, 2", []),
    ],
)  # fmt: skip
def test_what_a_script_assigns(code: str, found: list[tuple[str, Any]]) -> None:
    assert values(code) == found


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ('{"a": 1}', {"a": 1}),
        ('\n{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        ('cb({"a": 1});', {"a": 1}),
        ('/**/ typeof cb === "function" && cb({"a": 1});', {"a": 1}),
        (")]}',\n[1]", [1]),
        ("// de hoy\n'use strict';\nvar datos = [{n: 'x'}];", [{"n": "x"}]),
        ("window.datos = window.datos || {}; window.datos['a'] = [1];", {}),
        ("export default [1]", [1]),
    ],
)
def test_a_body_that_is_data(body: str, value: Any) -> None:
    assert literals.documents(body)[0].value == value


@pytest.mark.parametrize(
    "body",
    ["hola", "", "[1, 2", "function f() { x = [1] }", "var x = [1]; pinta(x.map(y))", "{a: 1}\n{b: 2}",
     "[" * 100_000, '{"a": 1}\nfin'],
)  # fmt: skip
def test_a_body_that_is_none(body: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        literals.documents(body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_json_means_what_it_means(value: Any) -> None:
    text = json.dumps(value)
    assert literals.loads(text) == value
    if isinstance(value, dict | list):
        assert values(f"x = {text};") == [("x", value)]


@given(st.text(alphabet="[]{}()'\"`\\/*,:=a1 \n!+.x"))
def test_any_code_is_gone_through(code: str) -> None:
    for literal in literals.in_code(code):
        assert 0 <= literal.start < literal.end <= len(code)


@pytest.mark.parametrize(
    "code",
    ["x=[" * 500_000, "x={a:" * 300_000 + "function", "x={f:function(){}," * 90_000, "x=['" * 400_000,
     "x={/*" * 300_000, "x=[" + '\\"' * 700_000, "x=[" + "`\\" * 700_000, "JSON.parse('" + "\\" * 900_000,
     "=(function(" * 150_000, "=(function(a){return {" * 80_000, "x=[" + "a." * 600_000 + "]",
     "x=(function(a){return {b:[" + "a," * 400_000 + "1]}}('" + "z" * 100_000 + "'))"],
)  # fmt: skip
def test_hostile_code_costs_little(code: str) -> None:
    start = time.process_time()
    list(literals.in_code(code))
    assert time.process_time() - start < 4
