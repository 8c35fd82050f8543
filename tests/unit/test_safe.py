from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.reports import safe


@given(st.text())
def test_a_line_is_one_line_and_obeys_nobody(text: str) -> None:
    shown = safe.line(text)
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) <= 0x9F for sign in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text())
def test_a_cell_survives_csv_and_is_no_formula(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([safe.cell(text), "end"])
    (row,) = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert row == [safe.cell(text), "end"]
    assert not row[0].lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " http://x", ""]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert safe.href(url) is None


def test_web_addresses_become_links() -> None:
    assert safe.href("HTTPS://a.example/") == "HTTPS://a.example/"
