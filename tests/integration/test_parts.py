"""What is cited is a document: the file in the page's frame, its viewer, its download."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers import RawServer, ok
from tests.unit.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\nConnection: close\r\n\r\nNot found"
LINES = [f"La dependencia {n} publicará el avance del compromiso cada mes." for n in range(1, 25)]
AT_ONCE = "[standing]\nmissing_looks = 1\nmissing_days = 0\nchanged_looks = 1\nchanged_hours = 0\n"


def paper(*lines: str) -> bytes:
    return ok(pdf([list(lines)]), media_type=b"application/pdf")


def html(body: str, title: str = "Visor de documentos") -> bytes:
    return ok(f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode())


VIEWERS = {
    "embed": "<embed src='/files/acta.pdf' type='application/pdf'>",
    "object": "<object data=files/acta.pdf><p>Descargue el acta</p></object>",
    "iframe": "<h1>Acta</h1><iframe src='/files/acta.pdf#toolbar=0'></iframe>",
    "PDF.js": "<iframe src='/pdfjs/web/viewer.html?file=%2Ffiles%2Facta.pdf'></iframe>",
    "download": "<h1>Acta</h1><p>Documento en <a href='/files/acta.pdf'>PDF</a></p>",
}


@pytest.fixture
def site(bench: Bench) -> Iterator[RawServer]:
    bench.configure(extra=AT_ONCE)
    with RawServer({"/": html("<p>Portal</p>"), "/files/acta.pdf": paper(*LINES)}) as server:
        yield server


def cited(bench: Bench, site: RawServer, path: str = "/doc", view: str = VIEWERS["embed"]) -> str:
    site.replies[path] = html(view)
    bench.cite(site.url(path))
    assert bench.testigo("run").code == 0
    return site.url(path)


def standing(bench: Bench, url: str) -> tuple[str, str]:
    (row,) = bench.rows(
        "SELECT st.verdict, st.cause FROM standings st JOIN urls u ON u.id = st.url_id"
        " WHERE u.url = ?",
        url,
    )
    return row["verdict"], row["cause"]


def again(bench: Bench) -> None:
    bench.testigo("run", "--only", "all")


def answer(bench: Bench, url: str, *more: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(bench.testigo("check", url, "--format", "json", *more).out)
    return told


@pytest.mark.parametrize("view", VIEWERS.values(), ids=list(VIEWERS))
def test_a_page_stands_and_its_file_is_gone(bench: Bench, site: RawServer, view: str) -> None:
    url = cited(bench, site, view=view)
    assert standing(bench, url)[0] == "alive"
    again(bench)
    assert standing(bench, url) == ("alive", "identical")
    site.replies["/files/acta.pdf"] = GONE
    again(bench)
    assert standing(bench, url) == ("missing", "http-404")
    assert "0 would differ" in bench.testigo("run", "--rejudge").err
    assert bench.testigo("verify").code == 0


@pytest.mark.parametrize("view", VIEWERS.values(), ids=list(VIEWERS))
def test_a_page_stands_and_its_file_is_swapped(bench: Bench, site: RawServer, view: str) -> None:
    url = cited(bench, site, view=view)
    site.replies["/files/acta.pdf"] = paper(*LINES[:9], "Se suspende el programa.", *LINES[14:])
    again(bench)
    assert standing(bench, url)[0] == "changed"
    (change,) = bench.rows("SELECT * FROM changes")
    assert change["words_removed"] > 0
    redline = bench.testigo("diff", url).out
    assert "Se suspende el programa" in redline
    assert (
        "Se suspende el programa" in bench.testigo("report", "--format", "html", "--out", "-").out
    )
    site.replies["/files/acta.pdf"] = paper(*LINES)
    again(bench)
    assert standing(bench, url)[0] == "alive"


def test_a_viewer_by_its_address(bench: Bench, site: RawServer) -> None:
    url = cited(bench, site, "/Documento?doc=/files/acta.pdf", "<div id=visor></div>")
    assert standing(bench, url)[0] == "alive"
    site.replies["/files/acta.pdf"] = GONE
    again(bench)
    assert standing(bench, url) == ("missing", "http-404")


def test_the_page_shows_another_file_in_the_place(bench: Bench, site: RawServer) -> None:
    site.replies["/files/otra.pdf"] = paper(
        "Otro documento, de otro asunto y otra fecha.", *LINES[20:]
    )
    url = cited(bench, site)
    site.replies["/doc"] = html(VIEWERS["embed"].replace("acta", "otra"))
    again(bench)
    assert standing(bench, url)[0] == "changed"
    again(bench)
    assert standing(bench, url)[0] == "changed"


def test_the_same_file_at_another_address_is_no_change(bench: Bench, site: RawServer) -> None:
    url = cited(bench, site)
    site.replies["/v2/acta.pdf"] = site.replies["/files/acta.pdf"]
    site.replies["/files/acta.pdf"] = GONE
    site.replies["/doc"] = html(VIEWERS["embed"].replace("/files", "/v2"))
    for _ in range(2):
        again(bench)
        assert standing(bench, url)[0] == "alive"


def test_a_page_that_no_longer_shows_its_file(bench: Bench, site: RawServer) -> None:
    url = cited(bench, site)
    site.replies["/doc"] = html("<p>Visor</p>")
    again(bench)
    assert standing(bench, url) == ("changed", "links")
    site.replies["/files/acta.pdf"] = GONE
    again(bench)
    assert standing(bench, url)[0] == "missing"


def test_a_frame_that_was_never_there_is_no_loss_and_one_that_was_is(
    bench: Bench, site: RawServer
) -> None:
    site.replies["/marco"] = html("".join(f"<p>{line}</p>" for line in LINES))
    views = {"/dead": "/contador", "/framed": "/marco"}
    for path, frame in views.items():
        site.replies[path] = html(f"<h1>Acta</h1><p>{LINES[0]}</p><iframe src={frame}></iframe>")
    bench.cite(*(site.url(path) for path in views))
    bench.testigo("run")
    assert {standing(bench, site.url(path))[0] for path in views} == {"alive"}
    site.replies["/marco"] = GONE
    again(bench)
    assert standing(bench, site.url("/dead"))[0] == "alive"
    assert standing(bench, site.url("/framed")) == ("missing", "http-404")
    assert "0 would differ" in bench.testigo("run", "--rejudge").err


def test_what_a_new_template_adds_is_no_part_of_the_document(bench: Bench, site: RawServer) -> None:
    url = cited(bench, site)
    site.replies["/aviso.pdf"] = paper("Aviso de privacidad")
    site.replies["/doc"] = html(VIEWERS["embed"] + "<embed src=/aviso.pdf>")
    again(bench)
    assert standing(bench, url)[0] == "alive"
    site.replies["/aviso.pdf"] = GONE
    site.replies["/doc"] = html("<header>Nuevo portal</header>" + VIEWERS["embed"])
    again(bench)
    assert standing(bench, url)[0] == "alive"


def test_the_answer_names_its_parts_and_finds_a_quote_in_them(
    bench: Bench, site: RawServer
) -> None:
    url = cited(bench, site)
    told = answer(bench, url, "--quote", LINES[7])
    (part,) = told["document"]["parts"]
    assert (part["role"], part["verdict"]) == ("embedded", "alive")
    assert part["url"] == site.url("/files/acta.pdf")
    assert part["capture"]["payload_sha256"] != told["capture"]["payload_sha256"]
    assert (told["quote"]["state"], told["quote"]["part"]) == ("present", part["url"])
    assert told["evidence"]["capture"] == part["capture"]  # and not the page that shows it
    words = bench.testigo("check", url, "--lang", "es").out
    assert f"archivo en la página: {part['url']} (disponible)" in words


def test_a_lost_document_is_not_back_because_its_page_stands_in_a_frame(
    bench: Bench, site: RawServer
) -> None:
    site.replies["/framing"] = html("<h1>Actas</h1><iframe src='/doc'></iframe>")
    site.replies["/doc"] = html(VIEWERS["embed"])
    bench.cite(site.url("/doc"), site.url("/framing"))
    bench.testigo("run")
    site.replies["/files/acta.pdf"] = GONE
    again(bench)
    assert standing(bench, site.url("/doc"))[0] == "missing"
    told = answer(bench, site.url("/framing"))
    assert told["verdict"] == "missing"
    assert standing(bench, site.url("/doc"))[0] == "missing"


def test_the_evidence_of_parts_is_as_it_was_recorded(bench: Bench, site: RawServer) -> None:
    cited(bench, site)
    assert bench.testigo("verify").code == 0
    site.replies["/doc"] = html("<p>Visor</p>")
    again(bench)
    assert bench.testigo("verify").code == 0


def test_two_pages_of_one_file_ask_for_it_once(bench: Bench, site: RawServer) -> None:
    for path in ("/a", "/b"):
        site.replies[path] = html(VIEWERS["embed"])
    bench.cite(site.url("/a"), site.url("/b"), site.url("/files/acta.pdf"))
    bench.testigo("run")
    assert site.asked["/files/acta.pdf"] == 1
    site.replies["/files/acta.pdf"] = GONE
    again(bench)
    assert site.asked["/files/acta.pdf"] == 3  # before a loss is confirmed, a browser asks, too
    assert {standing(bench, site.url(path))[0] for path in ("/a", "/b", "/files/acta.pdf")} == {
        "missing"
    }


def test_a_file_that_could_not_be_seen_is_no_loss(bench: Bench, site: RawServer) -> None:
    url = cited(bench, site)
    site.replies["/files/acta.pdf"] = GONE.replace(b"404 Not Found", b"503 Service Unavailable")
    again(bench)
    assert standing(bench, url) == ("unreachable", "server-error")


def test_hostile_pages_are_bounded(bench: Bench, site: RawServer) -> None:
    frames = "".join(f"<iframe src='/f/{n}.pdf'></iframe>" for n in range(500))
    views = {
        "/self": "<embed src='/self'><iframe src='/self#x'></iframe>",
        "/parent": "<iframe src='/child'></iframe>",
        "/child": "<iframe src='/parent'></iframe>",
        "/many": frames,
        "/private": "<embed src='http://169.254.169.254/latest/meta-data/x.pdf'>",
        "/bad": "<embed src='http://[::1/x.pdf'><embed src='ftp://127.0.0.1/x.pdf'>",
    }
    for path, view in views.items():
        site.replies[path] = html(f"<h1>Acta</h1><p>{' '.join(LINES[:3])}</p>{view}")
    urls = [site.url(path) for path in views]
    bench.cite(*urls)
    done = bench.testigo("run")
    assert done.code == 1, done.err
    told = {url: standing(bench, url)[0] for url in urls}
    assert told.pop(site.url("/many")) == "missing"
    assert set(told.values()) == {"alive"}
    assert len([path for path in site.asked if path.startswith("/f/")]) <= 8


def test_two_spellings_of_one_file_are_one_part(bench: Bench, site: RawServer) -> None:
    site.replies["/~ana/acta.pdf"] = site.replies["/%7Eana/acta.pdf"] = paper(*LINES)
    view = "<embed src='/~ana/acta.pdf'><object data='/%7Eana/acta.pdf'></object>"
    url = cited(bench, site, view=view)
    assert standing(bench, url)[0] == "alive"
    assert len(bench.rows("SELECT * FROM checks")) == 2
    again(bench)
    assert standing(bench, url) == ("alive", "identical")
    assert bench.testigo("verify").code == 0
