"""Bytes to text, as a browser would, or better where servers are wrong."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.formats.charset import decode

TEXT = "Artículo 6º: acción pública — “año”"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=iso-8859-1"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), ""),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), ""),
        (TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (TEXT.encode("cp1252"), ""),
        (TEXT.encode("cp1252"), "text/html; charset=utf-8"),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),
        (TEXT.encode(), "text/html; charset=punycode"),
        (TEXT.encode("cp1252"), "text/html; charset=hex"),
    ],
    ids=[
        "bom",
        "utf-16-le",
        "utf-16-be",
        "declared",
        "guessed",
        "wrongly-utf8",
        "wrongly-latin",
        "puny",
        "hex",
    ],
)
def test_the_text_comes_out_right(body: bytes, content_type: str) -> None:
    assert decode(body, content_type) == TEXT


def test_meta_and_xml_declarations_count() -> None:
    assert "Привет" in decode(b'<meta charset="windows-1251">' + "Привет".encode("cp1251"))
    assert "Привет" in decode(
        b'<?xml version="1.0" encoding="koi8-r"?>' + "Привет".encode("koi8-r")
    )


@given(
    st.binary(max_size=60),
    st.sampled_from(["zip", "rot13", "idna", "utf-7", "shift_jis", "undefined", ""]),
)
def test_no_bytes_and_no_label_raise(body: bytes, label: str) -> None:
    decode(body, f"text/html; charset={label}")
