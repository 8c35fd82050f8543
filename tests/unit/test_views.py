"""The views that people open in Datasette, and the metadata that introduces them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.reports import NIGHTS, SHA, Sample, small


@pytest.fixture
def made(tmp_path: Path) -> Sample:
    return small(tmp_path)


def test_broken_tells_the_story_of_each_citation_that_stands_in_a_source(made: Sample) -> None:
    made.cite("https://www.example.org/g", marker="77", gone_since=NIGHTS[2])
    rows = made.store.all("SELECT * FROM broken ORDER BY url")
    assert [row["url"][-1] for row in rows] == ["a", "b"]
    expected = {
        "source": "Informe", "marker": "1", "page": 3, "claim": "El compromiso 1 se cumplió.", "verdict": "missing",
        "cause": "http-404", "certainty": "confirmed", "since": NIGHTS[1], "last_good": NIGHTS[0], "looks": 2,
        "payload_sha256": "cd" * 32,
        "last_memento_before_loss": "https://web.archive.org/web/20250701000000/https://www.example.org/a",
    }  # fmt: skip
    assert rows[0].items() >= expected.items()
    assert rows[1]["last_memento_before_loss"] is None


def test_a_copy_made_after_the_loss_or_not_kept_is_none_from_before(made: Sample) -> None:
    made.cite(
        "https://www.example.org/h", mementos=(("wayback", "https://w.example/late", NIGHTS[2]),)
    )
    made.cite("https://www.example.org/i")
    url = made.store.one("SELECT id FROM urls WHERE url LIKE '%/i'")
    assert url is not None
    made.insert("mementos", {"id": "m-x", "url_id": url["id"], "archive": "wayback",
                             "captured_at": "2020-01-01T00:00:00Z", "memento_url": "https://w.example/refused",
                             "state": "refused"})  # fmt: skip
    rows = made.store.all(
        "SELECT last_memento_before_loss AS copy FROM broken WHERE url LIKE '%/h' OR url LIKE '%/i'"
    )
    assert [row["copy"] for row in rows] == [None, None]


def test_history_has_a_row_a_look_with_where_its_bytes_lie(made: Sample) -> None:
    rows = made.store.all("SELECT * FROM history WHERE url LIKE '%/a' ORDER BY checked_at")
    assert [row["verdict"] for row in rows] == ["alive", "missing", "missing"]
    assert [(row["warc"], row["offset"]) for row in rows] == [
        ("warc/x.warc.gz", night) for night in range(3)
    ]
    assert rows[0]["payload_sha256"] == SHA


def test_coverage_counts_what_is_cited_checked_and_not(made: Sample) -> None:
    made.source("vacío")
    made.cite("https://www.example.org/j", "unchecked", "scheme", status=None, gone_since=None)
    rows = {row["source"]: row for row in made.store.all("SELECT * FROM coverage")}
    assert rows["informe"].items() >= {
        "citations": 7, "cited": 7, "checked": 5, "unchecked": 1, "not_yet_checked": 1, "broken": 2, "not_seen": 1
    }.items()  # fmt: skip
    assert (
        rows["vacío"]["citations"]
        == rows["vacío"]["checked"]
        == rows["vacío"]["not_yet_checked"]
        == 0
    )


def test_followed_tells_which_document_of_which_cited_page(made: Sample) -> None:
    page = made.cite("https://www.example.org/noticia", "alive", "identical", status=200)
    again = made.cite("https://www.example.org/otra", None)
    gone = made.cite("https://www.example.org/vieja", gone_since=NIGHTS[2])
    made.cite("https://www.example.org/minuta.pdf", marker="78")
    document = made.store.one("SELECT id FROM urls WHERE url LIKE '%/minuta.pdf'")
    assert document is not None
    for number, (citation, kind) in enumerate(
        [(page, "followed"), (again, "followed"), (gone, "followed"), (page, "reading")]
    ):
        row = {"id": f"f{number}", "citation_id": citation, "url_id": document["id"], "kind": kind}
        made.insert("candidates", row)
    rows = made.store.all("SELECT * FROM followed ORDER BY cited_page")
    assert [(r["cited_page"][24:], r["document"][24:], r["verdict"], r["page_verdict"]) for r in rows] == [
        ("noticia", "minuta.pdf", "missing", "alive"),
        ("otra", "minuta.pdf", "missing", None),
    ]  # fmt: skip
    assert rows[0]["source"] == "Informe"
    assert rows[0]["citation_id"] == page


def test_what_the_datasette_metadata_names_is_there_and_every_query_runs(made: Sample) -> None:
    database = json.loads(made.render("datasette"))["databases"]["evidence"]
    for name, about in database["tables"].items():
        columns = {row["name"] for row in made.store.all(f"PRAGMA table_info({name})")}
        named = {
            *about.get("facets", ()),
            *(about[key] for key in ("sort_desc", "label_column") if key in about),
        }
        assert columns, name
        assert named <= columns, name
    for query in database["queries"].values():
        values = dict.fromkeys(query.get("params", ()), "2026")
        list(made.store.iterate_named(query["sql"], values))
        assert query["title"]
