from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.custody.warc import cdxj
from evidence.identity import cdx_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.agua.gob.mx/Tablero/?b=2&a=1#x", "mx,gob,agua)/tablero?a=1&b=2"),
        ("http://agua.gob.mx:80/tablero", "mx,gob,agua)/tablero"),
        ("http://agua.gob.mx:8080/", "mx,gob,agua:8080)/"),
        ("http://192.168.1.1:8080/a", "1,1,168,192:8080)/a"),
        ("http://a.example/%7Eu/A%2fb/Áño?x=%C3%A1", "example,a)/~u/a/b/%c3%81%c3%b1o?x=%c3%a1"),
        ("http://www2.example.org", "org,example)/"),
    ],
)
def test_surt(url: str, key: str) -> None:
    assert cdx_key(url) == key


@settings(deadline=None)  # the disk sets the pace
@given(
    st.lists(st.text(alphabet="abcxyz)/ 0123456789", min_size=1, max_size=12), max_size=20),
    st.data(),
)
def test_merging_in_any_portions_gives_one_sorted_file(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], data: st.DataObject
) -> None:
    index = tmp_path_factory.mktemp("i") / "index.cdxj"
    whole = [f"{line}\n" for line in lines]
    cut = data.draw(st.integers(0, len(whole)))
    cdxj.merge(index, whole[:cut])
    cdxj.merge(index, whole[cut:])
    assert index.read_text("utf-8").splitlines(keepends=True) == sorted(whole)


def test_a_line_is_what_replay_tools_read() -> None:
    line = cdxj.line("http://a.example/ñ", "2026-11-21T18:07:35.123456Z", {"status": "200"})
    key, digits, fields = line.split(" ", 2)
    assert (key, digits) == ("example,a)/%c3%b1", "20261121180735")
    assert json.loads(fields) == {"url": "http://a.example/ñ", "status": "200"}
