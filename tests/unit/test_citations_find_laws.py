"""Laws of finding URLs: what is found stands there, whatever is written around it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evidence.citations.hosts import has_known_suffix, looks_like_file
from evidence.citations.trim import LONGEST, url_length
from tests.unit.plain_text import found, read

names = st.from_regex(r"[a-z]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
hosts = st.builds(
    "{}.{}".format, names, st.sampled_from(["example", "gob.mx", "org", "com.br", "fr"])
)
segments = st.text("abcXYZ019-_~%áñ", min_size=1, max_size=8).filter(
    lambda s: s[-1] not in "-_~%" and "%" not in s
)
paths = st.lists(segments, max_size=4).map(lambda parts: "".join(f"/{part}" for part in parts))
queries = st.lists(st.builds("{}={}".format, names, segments), max_size=3).map(
    lambda pairs: f"?{'&'.join(pairs)}" if pairs else ""
)
schemes = st.sampled_from(["http://", "https://", "HTTPS://", "ftp://"])
addresses = st.builds("{}{}{}{}".format, schemes, hosts, paths, queries)

AROUND = [
    ("", ""), ("Véase ", "."), ("(", ")"), ("(véase ", ")."), ("[", "]"), ("«", "»"), ("“", "”"),
    ('"', '"'), ("'", "'"), ("<", ">"), ("*", "*"), ("**", "**"), ("en ", ", y"), ("", ";"),
    ("", ":"), ("¿", "?"), ("¡", "!"), ("", "…"), ("", "..."), ("", ")."), ("", "),"), ("(", ");"),
    ("", "”."), ("\u00a0", "\u00a0"), ("", "\u200b"), ("", "¹"), ("", "²³"), ("", "\nOtra línea"),
    ("", "\n\n"), ("\t", "\t"), ("| ", " |"), ("`", "`"), ("", "&quot;"), ("&lt;", "&gt;"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), AROUND)
@given(address=addresses)
@settings(max_examples=25)
def test_what_stands_around_a_url_is_no_part_of_it(before: str, after: str, address: str) -> None:
    text = f"El informe está {before}{address}{after}"
    (item,) = found(text)
    assert item.raw == address
    assert text[item.start : item.end] == address


@given(addresses)
def test_a_url_that_was_found_is_found_again_whole(address: str) -> None:
    (item,) = found(address)
    assert read(item.url) == [item.url]
    assert url_length(item.url) == len(item.url)


@given(
    st.lists(addresses, min_size=1, max_size=5), st.sampled_from([" ", ", ", "; ", " y ", "\n\n"])
)
def test_every_url_of_a_list_is_found_in_its_order(listed: list[str], between: str) -> None:
    assert [item.raw for item in found(between.join(listed))] == listed


@given(st.lists(addresses, max_size=3), st.text("aeo ,.", max_size=20))
def test_words_before_and_after_move_places_and_nothing_else(listed: list[str], words: str) -> None:
    text = " y ".join(listed)
    shifted = found(f"{words}\n\n{text}\n\n{words}")
    plain = found(text)
    assert [item.url for item in shifted] == [item.url for item in plain]
    assert [s.start - p.start for s, p in zip(shifted, plain, strict=True)] == [
        len(words) + 2 for _ in plain
    ]


@given(st.text(max_size=120))
def test_every_find_is_exact_and_its_url_one_a_browser_could_be_given(text: str) -> None:
    for item in found(text):
        assert text[item.start : item.end] == item.raw
        assert item.url.lower().startswith(("http://", "https://", "ftp://"))
        assert not set(item.url) & set(" \n\t<>\u00a0\u200b")
        assert item.url not in item.alternatives
        assert len(set(item.alternatives)) == len(item.alternatives)


@given(addresses, st.sampled_from(".,;:!?…"), st.integers(1, 5))
def test_however_many_marks_follow_they_are_trimmed(address: str, mark: str, times: int) -> None:
    assert url_length(address + mark * times) == len(address)


@given(addresses, st.sampled_from(["()", "[]"]))
def test_brackets_that_a_url_opens_it_may_close(address: str, pair: str) -> None:
    assume("?" not in address)
    within = f"{address}/a{pair[0]}b{pair[1]}"
    assert url_length(within) == len(within)
    assert url_length(within + pair[1]) == len(within)


@pytest.mark.parametrize(
    ("run", "length"),
    [
        ("", 0),
        ("http:", 0),
        ("http://", 0),
        ("http://.", 0),
        ("mailto:a@b.example", 0),
        ("//a.example", 0),
        ("https://a.example", 17),
        ("https://a.example/x]", 19),
        ("https://a.example/[x]", 21),
        ("https://a.example/x_", 20),
        ("https://a.example/x/_", 21),
        ("https://a.example/x*_", 19),
        ("https://a.example/x&nbsp;y", 19),
        ("https://a.example/x&amp;", 19),
        ("https://a.example/x'", 19),
        ("https://a.example/o'x", 21),
        ("https://under_score.a.example/", 30),
        ("https://a.example/x\u2028y", 19),
        ("https://a.example:8080/x", 24),
        ("https://u:p@a.example/x", 23),
        ("https://192.168.0.1/x", 21),
        ("https://[::1]/x", 15),
    ],
)
def test_where_a_url_ends(run: str, length: int) -> None:
    assert url_length(run) == length


def test_no_url_is_longer_than_servers_take() -> None:
    assert url_length("https://a.example/" + "a" * 20_000) == LONGEST


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("Ver doi.org/10.1234/abc5", "http://doi.org/10.1234/abc5"),
        ("10.1234/abc5", "https://doi.org/10.1234/abc5"),
        ("doi: 10.1234/abc5.", "https://doi.org/10.1234/abc5"),
        ("(DOI:10.1234/abc5)", "https://doi.org/10.1234/abc5"),
        ("HTTP://A.EXAMPLE/X", "HTTP://A.EXAMPLE/X"),
        ("WWW.GOB.MX/sfp", "http://WWW.GOB.MX/sfp"),
        ("datos.gob.mx/x", "http://datos.gob.mx/x"),
        ("https://a.example/x?a=1&AMP;b=2", "https://a.example/x?a=1&b=2"),
        (r"https://a.example/x\_y\&z", "https://a.example/x_y&z"),
    ],
)
def test_spellings_that_are_repaired(text: str, url: str) -> None:
    assert read(text) == [url]


@pytest.mark.parametrize(
    "text",
    [
        "10.12/abc5",  # a registrant has four digits and more
        "versión 10.1234/",
        "20110.1234/abc5", "10.1234/abc",
        "el 10.5000 y 3/4",
        "y/o", "km/h", "s/n", "and/or.", "a.m./p.m.",
        "archivo.py/x", "LEEME.md/x",
        "nombre@www.gob.mx", "ana@datos.gob.mx/x",
        "https", "https:", "https:/", "http:// ", "://a.example",
        "wwww.gob.mx", "www.", "www .gob.mx",
        "javascript:alert(1)", "file:///etc/passwd", "mailto:ana@gob.mx", "tel:+52",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_url(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("agua.gob.mx", True), ("gob.mx", True), ("example.org", True), ("mx", False),
        ("a.b.co.uk", True), ("localhost", False), ("informe.pdf", False), ("", False),
        ("user@agua.gob.mx:80", True), ("192.168.0.1", False),
    ],
)  # fmt: skip
def test_names_under_a_public_suffix(host: str, known: bool) -> None:
    assert has_known_suffix(host) is known


@pytest.mark.parametrize(
    ("host", "file"),
    [("setup.py", True), ("LEEME.md", True), ("run.sh", True), ("www.setup.py", False), ("a.mx", False)],
)  # fmt: skip
def test_names_that_are_far_more_often_files(host: str, file: bool) -> None:
    assert looks_like_file(host) is file
