"""What is new, for readers of feeds: the file of ``[notify] feed`` and the desk's ``/feed.xml``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests import feeds
from tests.desks import opened
from tests.servers import RawServer, ok, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bench

LINES = "\n".join(f"Párrafo {n} del plan, con las metas para el año {2010 + n}." for n in range(40))
DUTY = "La dependencia deberá publicar todos los contratos de obra firmados durante el año."
TITLE = "Informe </title><script>alert(1)</script> & ]]> \u202esombra"


@pytest.fixture
def feed(bench: Bench, tmp_path: Path) -> Path:
    """The file of the feed of a folder in which a duty became a choice, and a page was removed."""
    place = tmp_path / "www" / "testigo.atom.xml"
    bench.configure(extra=f'[notify]\nfeed = "{place}"\nlanguage = "es"\n')
    with RawServer(
        {"/plan": ok(page(f"{LINES}\n{DUTY}")), "/acta": ok(page(f"{LINES}\nActa de la sesión."))}
    ) as server:
        bench.cite(server.url("/plan"), server.url("/acta"))
        bench.testigo("sources", "rename", "report", TITLE)
        bench.testigo("sources", "tag", "report", "obra pública")
        bench.testigo("run")
        server.replies["/plan"] = ok(page(f"{LINES}\n{DUTY.replace('deberá', 'podrá')}"))
        server.replies["/acta"] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        bench.testigo("run", "--only", "all")
    assert bench.testigo("notify").code == 0
    assert not feeds.read(place.read_bytes()).entries, "what is only suspected is no entry"
    with closing(sqlite3.connect(bench.folder.database)) as database, database:  # nights later
        database.execute("UPDATE standings SET certainty = 'confirmed'")
    assert bench.testigo("notify").code == 0
    return place


def test_the_file_and_the_desk_tell_the_same_with_the_changed_words(
    bench: Bench, feed: Path
) -> None:
    told = feeds.read(feed.read_bytes())
    assert told.feed.title == "Testigo: novedades"
    assert told.feed.language == "es"
    titles = sorted(one.title.partition(":")[0] for one in told.entries)
    assert titles == ["desaparecido (confirmado)", "modificado (confirmado)"]
    said = next(one for one in told.entries if one.title.startswith("modificado")).content[0].value
    assert "deberá publicar" in said
    assert "podrá publicar" in said
    assert "Informe &lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt; sombra" in said
    with opened(bench.path) as desk:
        shown = desk.get("/feed.xml?lang=es")
        assert shown.headers["content-type"].startswith("application/atom+xml")
        assert [one.id for one in feeds.read(shown.content).entries] == [
            one.id for one in told.entries
        ]
        english = feeds.read(desk.get("/feed.xml?lang=en").content)
        assert (english.feed.title, english.feed.language) == ("Testigo: what is new", "en")
        assert {one.id for one in english.entries} == {one.id for one in told.entries}
        assert "changed (confirmed)" in " ".join(one.title for one in english.entries)
        tagged = feeds.read(desk.get(f"/feed.xml?lang=es&tag={quote('obra pública')}").content)
        assert tagged.feed.subtitle == "Solo las fuentes con la etiqueta “obra pública”."
        assert len(tagged.entries) == 2
        assert tagged.feed.id != told.feed.id
        for wrong in ("source=none", "tag=none"):
            assert desk.get(f"/feed.xml?{wrong}").status_code == 404


def test_what_is_left_out_on_purpose_is_in_no_feed(bench: Bench, feed: Path) -> None:
    settings = bench.folder.config.read_text("utf-8")
    rule = '\n[[ignore]]\npattern = "*/acta"\nreason = "kept elsewhere"\n'
    bench.folder.config.write_text(settings + rule, "utf-8")
    assert bench.testigo("notify").code == 0
    (only,) = feeds.read(feed.read_bytes()).entries
    assert only.title.startswith("modificado")
