"""The feed is one that readers of feeds understand, and says each thing once, whenever it is made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from evidence import clock
from evidence.config import Config, Notify
from evidence.folder import EvidenceFolder
from schedules.notices import feed
from tests import feeds
from tests.reports import ATTACKS, NIGHTS, Sample, besieged, sample, small

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"


def parsed(made: Sample, **options: Any) -> Any:
    return feeds.read(made.render("atom", **options))


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
    told = parsed(small(tmp_path), language=language)
    assert (told.feed.title, told.feed.language) == (title, language)
    (only,) = told.entries
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
    found = parsed(made)
    assert len(found.entries) == 2
    assert b"<script" not in raw
    assert b'href="javascript:' not in raw
    for one in found.entries:
        assert "<img" not in one.content[0].value
        assert "<script" not in one.content[0].value


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_feed_of_attacks_keeps_the_rules_and_acts_on_nobody(
    tmp_path: Path, language: Any
) -> None:
    made = besieged(tmp_path)
    for one in feeds.read(made.render("atom", language=language)).entries:
        assert one.link.startswith("http")
        names = {part.name for part in BeautifulSoup(one.content[0].value, "lxml").find_all(True)}
        assert names <= {"html", "body", "p"}, one.title
    for number, text in enumerate(ATTACKS[:40]):
        told = made.render("atom", source=f"s{number}", tags=(text[:500],), language=language)
        feeds.read(told)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("http://[::1]:8080/a[0]?b=[1]#c[2]", "http://[::1]:8080/a%5B0%5D?b=%5B1%5D#c%5B2%5D"),
        ("https://a.example/%2F%zz%", "https://a.example/%2F%25zz%25"),
        ("https://a.example/x#y#z", "https://a.example/x#y%23z"),
        ("https://a.example/año?q=a b", "https://a.example/a%C3%B1o?q=a%20b"),
        ("https://a.example", "https://a.example"),
        ("https://a.example/" + "x" * 3_000, None),
        ("mailto:a@a.example", None),
    ],
)
def test_a_link_is_an_address_that_leads_where_the_cited_one_does(
    tmp_path: Path, url: str, link: str | None
) -> None:
    made = sample(tmp_path)
    made.cite(url)
    root = etree.fromstring(made.render("atom"))
    assert [one.get("href") for one in root.iter(f"{ATOM}link")] == ([link] if link else [])
    parsed(made)


def test_the_rules_refuse_what_is_no_feed(tmp_path: Path) -> None:
    told = small(tmp_path).render("atom")
    feeds.read(told)
    for old, new in ((b"<updated>2026", b"<updated>20x6"), (b"urn:uuid:", b"uuid:"), (b"<title>", b"<title/><title>"),
                     (b"<author><name>Testigo</name></author>", b""), (b' type="html"', b""),
                     (b'href="https:', b'href="javascript:')):  # fmt: skip
        assert old in told
        assert not feeds.RULES.validate(etree.fromstring(told.replace(old, new, 1))), old


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


def _written(made: Sample, place: Path, **notify: Any) -> None:
    config = Config(notify=Notify(feed=str(place), **notify))
    feed.write(EvidenceFolder(made.folder), made.store, config, clock.now())


def test_the_file_of_a_feed_is_written_whole_and_in_the_language_of_notices(tmp_path: Path) -> None:
    made, place = small(tmp_path), tmp_path / "www" / "testigo.atom.xml"
    _written(made, place, language="es")
    first = place.read_bytes()
    assert feeds.read(first).feed.title == "Testigo: novedades"
    with place.open("rb") as reader:  # somebody who reads it while the next night is written
        begun = reader.read(100)
        made.cite("https://www.example.org/more")
        _written(made, place, language="en")
        assert begun + reader.read() == first
    assert len(feeds.read(place.read_bytes()).entries) == len(feeds.read(first).entries) + 1
    assert [one.name for one in place.parent.iterdir()] == [place.name]
    assert place.stat().st_mode & 0o444 == 0o444, "whoever serves it can read it"


def test_a_feed_that_cannot_be_written_fails_no_night(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = small(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "something").touch()
    _written(made, tmp_path / "folder")
    (tmp_path / "file").touch()
    _written(made, tmp_path / "file" / "feed.xml")
    assert caplog.text.count("the feed can't be written") == 2
    assert {one.name for one in tmp_path.iterdir()} >= {"folder", "file"}
    assert not [one for one in tmp_path.iterdir() if "feed" in one.name]
