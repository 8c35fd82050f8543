"""Texts that attack, in every form. What a real browser makes of the page is tested in
tests/browser."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from lxml import etree
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from evidence.reports import FORMS
from tests.reports import ADDRESSES, ATTACKS, Sample, besieged, reworded

ACTING = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
)


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return besieged(tmp_path_factory.mktemp("siege"))


def test_the_corpus_is_large_enough() -> None:
    assert len({*ATTACKS, *ADDRESSES}) >= 60


@pytest.mark.parametrize(
    "form",
    [
        "html",
        "csv",
        "json",
        "markdown",
        "junit",
        "sarif",
        "references",
        "robustlinks",
        "summary",
        "atom",
    ],
)
def test_nothing_acts_on_a_terminal_or_turns_the_reading_direction(
    siege: Sample, form: str
) -> None:
    text = siege.render(form).decode()
    assert ACTING.search(text) is None
    assert len(text) < 6_000_000, "200,000 characters in one place must not fill the report"


def test_no_cell_is_a_formula(siege: Sample) -> None:
    rows = list(csv.reader(io.StringIO(siege.render("csv").decode("utf-8-sig"), newline="")))
    assert len(rows) == 1 + len(ATTACKS) + len(ADDRESSES)
    assert not [
        value for row in rows for value in row if value.lstrip().startswith(("=", "+", "-", "@"))
    ]


def test_a_workbook_has_texts_only(siege: Sample) -> None:
    sheet = load_workbook(io.BytesIO(siege.render("xlsx"))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_xml_is_well_formed_and_has_only_our_elements(siege: Sample) -> None:
    root = etree.fromstring(siege.render("junit"), etree.XMLParser(resolve_entities=False))
    assert {element.tag for element in root.iter()} == {
        "testsuites", "testsuite", "properties", "property", "testcase", "failure"
    }  # fmt: skip


def test_json_says_what_was_there(siege: Sample) -> None:
    claims = [item["claim"] for item in json.loads(siege.render("json"))["citations"]]
    assert set(ATTACKS) <= set(claims)
    json.loads(siege.render("sarif"))


def test_markdown_shows_text_and_links_to_the_web_only(siege: Sample) -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .parse(siege.render("markdown").decode())
    )
    inner = [child for token in tokens for child in token.children or ()]
    assert not [
        t
        for t in (*tokens, *inner)
        if t.type in ("html_block", "html_inline", "image", "table_open")
    ]
    links = [str(t.attrs["href"]) for t in inner if t.type == "link_open"]
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)
    headings = sum(t.type == "heading_open" for t in tokens)
    assert headings == 5  # title, broken, what went as a whole, sound, limits


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("form", ["html", "robustlinks", "summary"])
def test_html_has_our_elements_and_attributes_only(siege: Sample, form: str) -> None:
    _has_ours_only(siege.render(form).decode(), form)


@pytest.mark.parametrize("form", ["html", "summary"])
@pytest.mark.parametrize("number", range(0, len(ATTACKS), 9))
def test_what_a_page_said_and_says_is_text(siege: Sample, form: str, number: int) -> None:
    """An attack that was taken out, one that was put in, and one in a page that is gone."""
    text, other = ATTACKS[number], ATTACKS[number - 1]
    for old, new in (
        (text, other),
        (f"la palabra {text} fin", f"la palabra {other} fin"),
        (text, text),
    ):
        report = reworded(siege.report(), old, new, *(f"?{one[:500]}" for one in ATTACKS[:3]))
        page = b"".join(FORMS[form](report)).decode()
        _has_ours_only(page, form)
        assert ACTING.search(page) is None


def _has_ours_only(page: str, form: str) -> None:
    parser = _Tags()
    parser.feed(page)
    names = [tag for tag, _ in parser.found]
    assert not {"iframe", "img", "base", "link", "math", "textarea", "object", "embed"} & set(names)
    assert names.count("style") == (0 if form == "robustlinks" else 1)
    assert names.count("form") == (1 if form == "html" else 0)
    for tag, attributes in parser.found:
        assert not [
            name
            for name in attributes
            if name.startswith("on") or name in ("style", "src", "action")
        ]
        if tag == "a":
            assert (attributes["href"] or "").startswith(("https://", "http://", "#"))
        if tag == "script":
            assert attributes == {} or attributes["type"] == "application/json"


def test_a_data_block_can_not_be_left(siege: Sample) -> None:
    page = siege.render("html").decode()
    for block in re.findall(
        r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL
    ):
        assert "<" not in block
        json.loads(block)


def test_datasette_metadata_holds_nothing_remote(siege: Sample) -> None:
    assert b"evil" not in siege.render("datasette")
