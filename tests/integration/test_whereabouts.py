"""A document that is gone at its address and stands at another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from evidence import clock
from evidence import config as configuration
from evidence.looks.settle import resettle
from evidence.reports import news
from evidence.reports.in_words import InWords
from evidence.store import Store, looks
from evidence.verdicts.settings import rules_of
from evidence.vocabulary import Certainty
from tests.servers import RawServer, ok
from tests.unit.documents import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Bench

GONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\nConnection: close\r\n\r\nNot found"
FORBIDDEN = b"HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
LINES = [f"La oficina {n} publicará el avance {n} del plan {n} cada mes." for n in range(1, 25)]
AT_ONCE = "[standing]\nmissing_looks = 1\nmissing_days = 0\nchanged_looks = 1\nchanged_hours = 0\n"


def paper(*lines: str) -> bytes:
    return ok(pdf([list(lines)]), media_type=b"application/pdf")


def html(*paragraphs: str, title: str = "Acta", foot: str = "") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f"<html><title>{title}</title><main>{body}</main><footer>{foot}</footer></html>"
    return ok(page.encode())


@pytest.fixture
def site(bench: Bench) -> Iterator[RawServer]:
    bench.configure(extra=AT_ONCE)
    with RawServer({"/": html("Portal")}) as server:
        yield server


def standing(bench: Bench, url: str) -> tuple[str, str, str]:
    (row,) = bench.rows(
        "SELECT st.verdict, st.cause, st.certainty FROM standings st"
        " JOIN urls u ON u.id = st.url_id WHERE u.url = ?",
        url,
    )
    return row["verdict"], row["cause"], row["certainty"]


def night(bench: Bench) -> int:
    return bench.testigo("run", "--only", "all").code


def answer(bench: Bench, url: str, *more: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(bench.testigo("check", url, "--format", "json", *more).out)
    return told


def told_in(bench: Bench, form: str, *more: str) -> str:
    """The report in a form."""
    made = bench.testigo("report", "--format", form, *more).out.strip()
    return Path(made).read_text("utf-8")


ELSEWHERE = ("moved", "elsewhere", "confirmed")


def test_the_same_file_at_another_cited_address(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/acta.pdf"), site.url("/v2/acta.pdf")
    site.replies["/2019/acta.pdf"] = site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old, new)
    assert night(bench) == 0
    site.replies["/2019/acta.pdf"] = GONE
    assert night(bench) == 0
    assert standing(bench, old) == ELSEWHERE
    assert night(bench) == 0
    assert standing(bench, old) == ELSEWHERE
    assert "0 would differ" in bench.testigo("run", "--rejudge").err
    site.replies["/v2/acta.pdf"] = GONE
    assert night(bench) == 1
    assert standing(bench, old) == ("missing", "http-404", "confirmed")
    site.replies["/2019/acta.pdf"] = paper(*LINES)
    assert night(bench) == 0
    assert standing(bench, old)[0] == "alive"
    assert standing(bench, new) == ELSEWHERE


def test_all_that_is_told_follows(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/acta.pdf"), site.url("/v2/acta.pdf")
    site.replies["/2019/acta.pdf"] = site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta.pdf"] = GONE
    assert "1 moved" in bench.testigo("run", "--only", "all").out
    told = answer(bench, old, "--quote", LINES[3])
    assert (told["verdict"], told["cause"], told["final_url"]) == ("moved", "elsewhere", new)
    (place,) = told["stands_at"]
    assert (place["url"], place["how"], place["certain"]) == (new, "same-bytes", True)
    assert told["http"]["status"] == 404
    assert told["quote"]["state"] == "present"
    rules = [reason["rule"] for reason in told["reasons"]]
    assert rules[0] == "elsewhere.same-bytes"
    report = json.loads(told_in(bench, "json"))
    assert report["summary"]["verdicts"] == {"moved": 1, "alive": 1}
    assert report["transitions"] == [] or report["transitions"][0]["verdict"] == "moved"
    (row,) = report["citations"]
    assert row["replacement"]["url"] == new
    assert row["next_step"] == "update"
    assert new in told_in(bench, "references")
    assert bench.testigo("verify").code == 0
    assert "byte por byte" in told_in(bench, "markdown", "--lang", "es")


def test_who_was_told_of_the_loss_is_told_where_it_stands(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/acta.pdf"), site.url("/v2/acta.pdf")
    site.replies["/2019/acta.pdf"] = paper(*LINES)
    site.replies["/v2/acta.pdf"] = FORBIDDEN
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta.pdf"] = GONE
    night(bench)
    (lost,) = told_news(bench)
    assert (lost.url, lost.verdict, lost.news) == (old, "missing", "broken")
    site.replies["/v2/acta.pdf"] = paper(*LINES)
    night(bench)
    (found,) = told_news(bench)
    assert (found.verdict, found.cause, found.news) == ("moved", "elsewhere", "recovered")
    assert found.see is not None
    assert (found.see.url, found.next_step.key) == (new, "update")
    assert new in found.reason
    night(bench)
    assert told_news(bench) == []
    assert f"{new}" in bench.testigo("history", old, "--lang", "es").out


def told_news(bench: Bench) -> list[news.Item]:
    """What the digest of the night tells of URLs; readers know it from then on."""
    store = Store(bench.folder.database)
    try:
        fresh = list(news.fresh(store, Certainty.CONFIRMED, clock.now()))
        with store.housekeeping() as act:
            for one, _ in fresh:
                news.remember(act, one, clock.now())
        return [
            news.item(store, one, step, "es", InWords(store, None)) for one, step in fresh if step
        ]
    finally:
        store.close()


def test_a_certain_place_is_not_alone_at_its_address(bench: Bench, site: RawServer) -> None:
    """The other address is looked at again before it is named: it may be gone, too."""
    old, new = site.url("/2019/acta.pdf"), site.url("/v2/acta.pdf")
    site.replies["/2019/acta.pdf"] = site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta.pdf"] = site.replies["/v2/acta.pdf"] = GONE
    told = answer(bench, old)
    assert (told["verdict"], told["stands_at"]) == ("missing", [])


ADVICE = "Este sitio usa cookies. Acepte para continuar."
LICENCE = [
    f"Artículo {n}. Se permite copiar y modificar esta obra con su aviso." for n in range(20)
]


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param([html(ADVICE)] * 2, id="a cookie banner"),
        pytest.param(
            [ok(b"\x89PNG\r\n\x1a\n" + bytes(900), media_type=b"image/png")] * 2, id="a logo"
        ),
        pytest.param([html(*LICENCE)] * 6, id="a licence at many addresses"),
        pytest.param([paper("Formato único", "Nombre:")] * 2, id="an empty form"),
    ],
)
def test_what_stands_everywhere_is_no_identity(
    bench: Bench, site: RawServer, shown: list[bytes]
) -> None:
    urls = [site.url(f"/doc/{n}") for n in range(len(shown))]
    for n, reply in enumerate(shown):
        site.replies[f"/doc/{n}"] = reply
    bench.cite(*urls)
    night(bench)
    site.replies["/doc/0"] = GONE
    assert night(bench) == 1
    assert standing(bench, urls[0])[0] == "missing"
    for place in answer(bench, urls[0])["stands_at"]:
        assert not place["certain"]


def test_what_is_a_front_page_or_an_error_elsewhere_is_no_document(
    bench: Bench, site: RawServer
) -> None:
    body = b"".join(f"<p>{line}</p>".encode() for line in LINES)
    for path in ("/portal/nota", "/", "/error/a", "/error/b"):
        site.replies[path] = ok(body if path in ("/", "/portal/nota") else body + b"<p>Aviso</p>")
    head = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nConnection: close\r\n"
    site.replies["/error/c"] = head + b"\r\n" + body + b"<p>Aviso</p>"
    urls = [site.url(path) for path in ("/portal/nota", "/", "/error/a", "/error/b", "/error/c")]
    bench.cite(*urls)
    night(bench)
    site.replies["/portal/nota"] = site.replies["/error/a"] = GONE
    night(bench)
    assert standing(bench, urls[0])[0] == "missing"
    assert standing(bench, urls[2])[0] == "missing"


def test_the_document_at_its_new_address_is_altered_later(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/acta"), site.url("/v2/acta")
    site.replies["/2019/acta"] = site.replies["/v2/acta"] = html(*LINES)
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta"] = GONE
    assert night(bench) == 0
    site.replies["/v2/acta"] = html(*LINES[:12], "Se suspende el programa.", *LINES[15:])
    assert night(bench) == 1
    assert standing(bench, old)[0] == "missing"
    assert standing(bench, new)[0] == "changed"
    assert [place["certain"] for place in answer(bench, old)["stands_at"]] == [False]


def test_the_same_text_with_other_bytes(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/acta"), site.url("/v2/acta")
    site.replies["/2019/acta"] = html(*LINES)
    site.replies["/v2/acta"] = html(*LINES, foot="<!-- served by 2 -->")
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta"] = GONE
    assert night(bench) == 0
    (place,) = answer(bench, old)["stands_at"]
    assert (place["how"], place["certain"]) == ("same-text", True)


def test_the_same_text_in_a_new_dress(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/acta"), site.url("/v2/acta")
    site.replies["/2019/acta"] = html(*LINES, foot="Dependencia")
    site.replies["/v2/acta"] = html(*LINES, foot="Nuevo portal de la dependencia")
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta"] = GONE
    assert night(bench) == 0
    (place,) = answer(bench, old)["stands_at"]
    assert (place["how"], place["certain"]) == ("same-text", True)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([*LINES[:-1], LINES[-1].replace("24", "25")], id="another number"),
        pytest.param([*LINES, "Actualizado el 3 de mayo de 2020."], id="another date"),
    ],
)
def test_the_next_version_of_a_form(bench: Bench, site: RawServer, other: list[str]) -> None:
    old, new = site.url("/2019/acta"), site.url("/v2/acta")
    site.replies["/2019/acta"], site.replies["/v2/acta"] = html(*LINES), html(*other)
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta"] = GONE
    assert night(bench) == 1
    (place,) = answer(bench, old)["stands_at"]
    assert (place["how"], place["certain"]) == ("same-text", False)


VIEWER = "<html><title>Visor</title><embed src='/files/acta.pdf' type='application/pdf'></html>"


@pytest.mark.parametrize("gone", ["/Documento?doc=1", "/files/acta.pdf"])
def test_the_file_of_a_viewer(bench: Bench, site: RawServer, gone: str) -> None:
    """The viewer is gone and its file stands, or the file moved away behind the viewer."""
    old, new = site.url("/Documento?doc=1"), site.url("/v2/acta.pdf")
    site.replies["/Documento?doc=1"] = ok(VIEWER.encode())
    site.replies["/files/acta.pdf"] = site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old, new)
    night(bench)
    site.replies[gone] = GONE
    assert night(bench) == 0
    assert standing(bench, old) == ELSEWHERE
    places = {place["url"] for place in answer(bench, old)["stands_at"]}
    assert new in places
    assert (site.url("/files/acta.pdf") in places) == (gone != "/files/acta.pdf")


def test_two_viewers_of_one_dress_are_two_documents(bench: Bench, site: RawServer) -> None:
    told = "".join(f"<p>{line}</p>" for line in LINES)
    for number in (1, 2):
        shown = f"<html><main>{told}</main><iframe src='/acta.pdf'></iframe></html>"
        site.replies[f"/{number}/visor"] = ok(shown.replace("/acta", "acta").encode())
        site.replies[f"/{number}/acta.pdf"] = paper(f"Acta {number}", *LINES[number:])
    bench.cite(site.url("/1/visor"), site.url("/2/visor"))
    night(bench)
    site.replies["/1/visor"] = site.replies["/1/acta.pdf"] = GONE
    assert night(bench) == 1
    assert standing(bench, site.url("/1/visor"))[0] == "missing"


def test_a_place_out_of_sight_takes_nothing_back(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/acta.pdf"), site.url("/v2/acta.pdf")
    site.replies["/2019/acta.pdf"] = site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/acta.pdf"] = GONE
    night(bench)
    site.replies["/v2/acta.pdf"] = (
        b"HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    night(bench)
    assert standing(bench, old) == ELSEWHERE


def test_whose_the_place_is(bench: Bench, site: RawServer) -> None:
    with RawServer({"/copia.pdf": paper(*LINES)}) as mirror:
        old, new = site.url("/acta.pdf"), mirror.url("/copia.pdf").replace("127.0.0.1", "localhost")
        site.replies["/acta.pdf"] = paper(*LINES)
        bench.cite(old, new)
        night(bench)
        site.replies["/acta.pdf"] = GONE
        night(bench)
        told = answer(bench, old)
        assert told["verdict"] == "moved"
        assert "elsewhere.of-another" in [reason["rule"] for reason in told["reasons"]]


def forward(to: str) -> bytes:
    head = f"HTTP/1.1 301 Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    return head.encode()


def test_where_it_once_forwarded_to(bench: Bench, site: RawServer) -> None:
    old = site.url("/2019/acta.pdf")
    site.replies["/2019/acta.pdf"] = forward("/v2/acta.pdf")
    site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old)
    night(bench)
    site.replies["/2019/acta.pdf"] = GONE
    assert night(bench) == 0
    assert standing(bench, old) == ELSEWHERE
    (place,) = answer(bench, old)["stands_at"]
    assert place["url"] == site.url("/v2/acta.pdf")
    assert bench.testigo("status").out.count("moved")


def test_where_its_siblings_moved_to(bench: Bench, site: RawServer) -> None:
    names = ["uno", "dos", "tres"]
    for name in names:
        site.replies[f"/viejo/2019/{name}.pdf"] = paper(f"Acta {name}", *LINES)
    bench.cite(*(site.url(f"/viejo/2019/{name}.pdf") for name in names))
    night(bench)
    for name in names:
        site.replies[f"/nuevo/{name}.pdf"] = site.replies[f"/viejo/2019/{name}.pdf"]
        site.replies[f"/viejo/2019/{name}.pdf"] = forward(f"/nuevo/{name}.pdf")
    site.replies["/viejo/2019/tres.pdf"] = GONE
    assert night(bench) == 0
    old = site.url("/viejo/2019/tres.pdf")
    assert standing(bench, old) == ELSEWHERE
    (place,) = answer(bench, old)["stands_at"]
    assert (place["url"], place["how"]) == (site.url("/nuevo/tres.pdf"), "same-bytes")


def test_a_newer_version_is_an_address_to_look_at(bench: Bench, site: RawServer) -> None:
    old, new = site.url("/2019/informe-anual.pdf"), site.url("/2020/informe-anual.pdf")
    site.replies["/2019/informe-anual.pdf"] = paper(*LINES)
    site.replies["/2020/informe-anual.pdf"] = paper(*LINES[:20], "Se ejercieron 412 millones.")
    bench.cite(old, new)
    night(bench)
    site.replies["/2019/informe-anual.pdf"] = GONE
    assert night(bench) == 1
    told = answer(bench, old)
    assert told["verdict"] == "missing"
    (place,) = told["stands_at"]
    assert (place["url"], place["how"], place["certain"]) == (new, "listed", False)
    assert "elsewhere.maybe-listed" in [reason["rule"] for reason in told["reasons"]]
    assert "2020/informe" in told_in(bench, "markdown")


def test_what_was_looked_for_in_vain_is_counted_nowhere(bench: Bench, site: RawServer) -> None:
    test_where_its_siblings_moved_to(bench, site)
    report = json.loads(told_in(bench, "json"))
    assert report["summary"]["urls"] == 3
    assert "4" not in bench.testigo("run", "--only", "all").out.splitlines()[0]


def test_it_is_merged_and_handed_over_with_its_document(
    bench: Bench, site: RawServer, tmp_path: Path
) -> None:
    old, new = site.url("/2019/acta.pdf"), site.url("/v2/acta.pdf")
    site.replies["/2019/acta.pdf"] = site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old, new)
    night(bench)
    theirs = bench.__class__(tmp_path / "theirs" / "evidence")
    theirs.path.parent.mkdir()
    theirs.testigo("init")
    theirs.configure(extra=AT_ONCE)
    theirs.cite(old, name="theirs")
    night(theirs)
    site.replies["/2019/acta.pdf"] = GONE
    night(bench)
    night(theirs)
    assert standing(theirs, old)[0] == "missing"
    merged = theirs.testigo("merge", str(bench.path))
    assert merged.code == 0, merged.err
    assert theirs.testigo("verify").code == 0
    night(theirs)
    assert standing(theirs, old) == ELSEWHERE
    package = tmp_path / "one.wacz"
    exported = theirs.testigo("export", "--wacz", str(package), "--url", old)
    assert exported.code == 0, exported.err
    assert theirs.testigo("verify", str(package)).code == 0


def test_all_looks_and_searches_settle_to_what_the_nights_made(
    bench: Bench, site: RawServer
) -> None:
    old, new = site.url("/2019/acta.pdf"), site.url("/v2/acta.pdf")
    site.replies["/2019/acta.pdf"] = site.replies["/v2/acta.pdf"] = paper(*LINES)
    bench.cite(old, new)
    rules = rules_of(configuration.load(bench.folder.config).standing)
    for reply in (paper(*LINES), GONE, GONE, paper(*LINES), GONE):
        site.replies["/2019/acta.pdf"] = reply
        night(bench)
        store = Store(bench.folder.database)
        try:
            for row in bench.rows("SELECT url_id FROM standings"):
                stands = looks.standing(store, row["url_id"])
                assert resettle(store, row["url_id"], rules) == stands
        finally:
            store.close()
    assert standing(bench, old) == ELSEWHERE
