"""Names of charsets, and where a page names its own: as the standards say, and as Chromium was seen
to read them."""

from __future__ import annotations

import time

import pytest

from evidence.formats.charset import decode
from evidence.formats.charset_labels import codec_of
from evidence.formats.charset_meta import charset_in_meta

RUSSIAN = "Открытое правительство: отчёт о выполнении плана"
NAMED = b"<meta charset=windows-1251>"


@pytest.mark.parametrize(
    ("label", "charset", "text"),
    [
        ("x-sjis", "cp932", "行動計画の達成状況"),
        ("windows-31j", "cp932", "髙﨑市①"),
        ("Shift_JIS", "cp932", "髙﨑市①"),
        ("x-euc-jp", "euc_jp", "行動計画の達成状況"),
        ("x-gbk", "gbk", "开放政府行动计划"),
        ("gb_2312-80", "gbk", "开放政府行动计划"),
        ("x-x-big5", "big5", "開放政府行動計畫"),
        ("windows-949", "cp949", "열린정부 똠방각하"),
        ("x-cp1251", "cp1251", RUSSIAN),
        ("koi", "koi8-r", RUSSIAN),
        ("x-mac-cyrillic", "mac-cyrillic", RUSSIAN),
        ("iso-8859-8-i", "iso8859-8", "ממשל פתוח"),
        ("windows-874", "cp874", "รัฐบาลเปิด"),
        ("x-mac-roman", "mac-roman", "año público"),
        ("iso-8859-15", "iso8859-15", "año: 100 €"),
    ],
)
def test_labels_mean_what_the_standard_says(label: str, charset: str, text: str) -> None:
    page = f"<html><p>{text}</p>".encode(charset)
    for declared, head in ((f"text/html; charset={label}", ""), ("", f"<meta charset={label}>")):
        read = decode(head.encode() + page, declared)
        assert read == f"{head}<html><p>{text}</p>"


def test_what_is_no_label_names_nothing() -> None:
    names = ("bogus", "", "hex", "punycode", "utf-7", "utf\0-8", "\0")
    assert [codec_of(one) for one in names] == [None] * len(names)
    assert decode(b"<meta charset=u\0tf-8><p>Meta").endswith("<p>Meta")


@pytest.mark.parametrize(
    "head",
    [
        b"<style>" + b"a{}" * 2000 + b"</style>" + NAMED,
        b"<!-- <meta charset=koi8-r> -->" + NAMED,
        b"<script>var a = '<meta charset=koi8-r>'</script>" + NAMED,
        b"<meta name=description content='charset=koi8-r'>" + NAMED,
        b"<meta charset=bogus>" + NAMED,
        b"<meta data-a='a>b' charset=windows-1251>",
        b"<meta data-a='" + b"z" * 300 + b"' charset=' windows-1251 '>",
        b'<META CONTENT = "text/html; charset = windows-1251"\n HTTP-EQUIV=Content-Type >',
    ],
    ids=["late", "comment", "script", "description", "bogus", "sign", "long", "equiv"],
)
def test_the_charset_of_a_meta_is_found_where_browsers_find_it(head: bytes) -> None:
    page = b"<!doctype html><html><head>" + head + b"</head><body>" + RUSSIAN.encode("cp1251")
    assert charset_in_meta(page) == "cp1251"
    assert decode(page).endswith(RUSSIAN)


def test_a_meta_far_down_in_the_body_names_nothing() -> None:
    page = b"<html><body>" + b"<p>un texto</p>" * 100 + NAMED
    assert charset_in_meta(page) is None
    assert charset_in_meta(b"<html><body>" + NAMED) == "cp1251"
    assert charset_in_meta(b"<html><head><!--" + NAMED) is None


def test_utf_16_that_the_answer_names_needs_no_mark() -> None:
    page = f"<html><p>{RUSSIAN} {RUSSIAN}</p>"
    for label, charset in (
        ("utf-16le", "utf-16-le"),
        ("utf-16be", "utf-16-be"),
        ("utf-16", "utf-16-le"),
    ):
        assert decode(page.encode(charset), f"text/html; charset={label}") == page
    # what is said to be in UTF-16 and has no NUL is not
    assert decode("<p>año</p>".encode(), "text/html; charset=utf-16le") == "<p>año</p>"
    named = b"<?xml version='1.0' encoding='utf-16'?><p>" + "año".encode()
    assert decode(named).endswith("<p>año")


@pytest.mark.parametrize(
    "again", [b"<!--", b"<script ", b'<meta "', b"<meta a=b ", b"<meta charset=x>", b"<meta ="]
)
def test_no_head_takes_long_to_look_through(again: bytes) -> None:
    began = time.process_time()
    charset_in_meta(again * 50_000)
    assert time.process_time() - began < 2  # well under a second; quadratic reading takes minutes
