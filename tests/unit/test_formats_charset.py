"""Bytes to text, as a browser would, or better where servers are wrong."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.formats.charset import decode, read_text

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


@pytest.mark.parametrize(
    "wrong", [b"Tel\xe9fono", b"\x93a\xf1o\x94 \xf3 \xe9 \xed", b"\xff", b"\xf3", b"\xc3"]
)
@pytest.mark.parametrize(
    "declared", ["text/html", "text/html; charset=utf-8", "text/html; charset=latin-1"]
)
def test_wrong_bytes_leave_a_utf8_page_one(wrong: bytes, declared: str) -> None:
    page = f"<p>{TEXT}</p>".encode()
    read = read_text(page + wrong + page, declared)
    assert read.charset == "utf-8"
    assert read.text == f"<p>{TEXT}</p>{wrong.decode('cp1252')}<p>{TEXT}</p>"


def test_valid_utf8_by_chance_makes_no_utf8_page() -> None:
    page = "CORAZÓN” dijo él, y además la acción pública será más rápida según algún término. " * 3
    assert read_text(page.encode("cp1252")) == (page, "cp1252")


@pytest.mark.parametrize("charset", ["gb18030", "shift_jis", "cp1251", "koi8-r", "euc-kr", "big5"])
def test_other_charsets_that_are_named_are_no_mixed_utf8(charset: str) -> None:
    text = {
        "gb18030": "政府公开信息目录",
        "shift_jis": "情報公開の報告書です",
        "euc-kr": "정부 정보 공개",
    }
    page = (text.get(charset) or ("政府公開資訊" if charset == "big5" else "Отчёт о работе")) * 20
    read = read_text(page.encode(charset), f"text/html; charset={charset}")
    assert read.text == page


@pytest.mark.parametrize(
    ("body", "content_type", "charset"),
    [
        (b"<a href='?n=&oacute;'>", "text/html; charset=windows-1252", "cp1252"),
        (b"<a href='?n=&oacute;'>", "text/html; charset=utf-8", "utf-8"),
        (b"<meta charset=iso-8859-1>", "text/html", "cp1252"),
        (b"<meta charset=utf-16>", "text/html", "utf-8"),
        (b"<p>", "text/html", "cp1252"),
        ("<meta charset=windows-1252>ñ".encode(), "text/html", "utf-8"),
    ],
)
def test_the_charset_of_a_page_is_what_its_addresses_are_sent_in(
    body: bytes, content_type: str, charset: str
) -> None:
    assert read_text(body, content_type).charset == charset


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


@pytest.mark.parametrize(
    ("label", "body", "text"),
    [
        ("iso-8859-1", b"\x93a\xf1o\x94", "“año”"),
        ("iso-8859-9", b"\x93\xfd\x94", "“ı”"),
        ("gb2312", "镕".encode("gb18030"), "镕"),
        ("euc-kr", "똠".encode("cp949"), "똠"),
        ("shift_jis", "①".encode("cp932"), "①"),
        ("tis-620", b"\x93\xa1\x94", "“ก”"),
    ],
)
def test_a_narrow_label_is_read_as_browsers_read_it(label: str, body: bytes, text: str) -> None:
    assert decode(body, f"text/html; charset={label}") == text


def test_a_wrong_byte_behind_a_mark_is_read_by_itself() -> None:
    assert decode(codecs.BOM_UTF8 + "año ".encode() + b"\xf1", "text/html") == "año ñ"
