"""The feed is one that readers of feeds understand, and says each thing once, whenever it is made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.reports import NIGHTS, Sample, sample, small

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(made: Sample, **options: Any) -> Any:
    feed = feedparser.parse(made.render("atom", **options))
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def change(made: Sample, sql: str, *values: str) -> None:
    """Something that a night would have done."""
    with closing(sqlite3.connect(made.folder / "evidence.db")) as database, database:
        database.execute(sql, values)


@pytest.mark.parametrize(
    ("language", "title", "entry"),
    [
        ("en", "Testigo: what is new", "missing (confirmed): https://www.example.org/a"),
        ("es", "Testigo: novedades", "desaparecido (confirmado): https://www.example.org/a"),
    ],
)
def test_what_is_more_than_suspected_is_an_entry(
    tmp_path: Path, language: Any, title: str, entry: str
) -> None:
    feed = parsed(small(tmp_path), language=language)
    assert (feed.version, feed.feed.title, feed.feed.language) == ("atom10", title, language)
    (only,) = feed.entries
    assert (only.title, only.link) == (entry, "https://www.example.org/a")
    assert only.updated == f"{NIGHTS[1][:19]}Z"
    assert "web.archive.org/web/20250701000000" in only.content[0].value


def test_an_entry_has_what_rfc_4287_asks_for(tmp_path: Path) -> None:
    root = ET.fromstring(small(tmp_path).render("atom"))
    for one in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all((one or "").startswith("urn:uuid:") for one in ids)


def test_ids_stay_when_nothing_happens_and_are_new_with_a_new_loss(tmp_path: Path) -> None:
    made = small(tmp_path)

    def ids() -> set[str]:
        return {one.id for one in parsed(made).entries}

    before = ids()
    assert before == ids() == {one.id for one in parsed(made, language="es").entries}
    change(made, "UPDATE standings SET last_look = ?, looks = 9", "2026-03-01T06:00:00.000000Z")
    assert ids() == before
    made.cite("https://www.example.org/new", "changed", "edited", rule="changed.edited", status=200)
    assert len(ids() - before) == 1
    assert ids() > before


def test_one_address_cited_twice_is_one_entry(tmp_path: Path) -> None:
    made = sample(tmp_path)
    first = made.cite("https://www.example.org/a")
    url = made.store.value("SELECT url_id FROM citations WHERE id = ?", first)
    made.insert("citations", {
        "id": "again", "source_id": "informe", "url_id": url, "raw": "x", "origin": "text", "marker": "77",
        "start": 5, "first_version": "v-informe", "last_version": "v-informe"})  # fmt: skip
    (only,) = parsed(made).entries
    assert "note 1" in only.content[0].value.lower()
    assert "note 77" in only.content[0].value.lower()


def test_what_others_wrote_is_text_and_nothing_else(tmp_path: Path) -> None:
    made = sample(tmp_path)
    evil = 'https://www.example.org/"><script>alert(1)</script>\x01\u202e &amp;]]>'
    made.cite(evil, claim="<img src=x onerror=alert(1)> ]]> \x0b")
    made.cite("javascript:alert(1)")
    raw = made.render("atom")
    feed = parsed(made)
    assert len(feed.entries) == 2
    assert b"<script" not in raw
    assert b'href="javascript:' not in raw
    for one in feed.entries:
        assert "<img" not in one.content[0].value
        assert "<script" not in one.content[0].value


def test_a_document_that_is_back_is_told_where_it_was_lost_for_a_day(tmp_path: Path) -> None:
    made = sample(tmp_path)
    made.cite("https://www.example.org/back")
    made.cite("https://www.example.org/accepted", "changed", "edited", rule="changed.edited")
    made.cite("https://www.example.org/once")
    later = "2099-01-01T06:00:00.000000Z"  # after whenever the feed is made
    change(made, "UPDATE standings SET verdict = 'alive', cause = 'identical', since = ?", later)
    change(made, "DELETE FROM checks WHERE id = 'k0003-1'")
    accepted = (
        "SELECT 'a', id, 'urn:uuid:0002-2', ?, 'Ana', 'x' FROM urls WHERE url LIKE '%accepted'"
    )
    change(made, f"INSERT INTO acceptances {accepted}", later)
    (only,) = parsed(made).entries
    assert only.title == "back again: https://www.example.org/back"
