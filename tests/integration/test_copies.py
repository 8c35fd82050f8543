"""Kept copies of a folder: how each capture is shown, what an origin of copies gives out, and to whom."""

from __future__ import annotations

import asyncio
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

import testigo
from evidence.errors import UsageError
from testigo.desk.copies import copy, files, png, server, static, stored, ways
from testigo.desk.copies.addresses import Addresses
from testigo.desk.copies.copy import Ask, Kind
from tests.conftest import CONFIG, Bench
from tests.servers import RawServer
from tests.unit.documents import pdf

if TYPE_CHECKING:
    from pathlib import Path

    from testigo.api.folder import Folder

PASSAGE = "deberá publicar todos los contratos"
TEXT = f"<p>La Comisión {PASSAGE} de obra hidráulica cada trimestre.</p>" * 4
PAGE = (
    "<!doctype html><title>Plan</title><link rel=stylesheet href=/s.css><script src=/x.js></script>"
    f"<h1>Plan</h1><img src=/mapa.png alt=Mapa><img src=/raro.png><img src=/dibujo.svg>{TEXT}"
)
PIXELS = png.written([b"\xff\0\0" * 4] * 3, 4)
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'><script>x()</script><circle r='2'/></svg>"
ORIGIN, DESK = "http://127.0.0.1:8421", "http://127.0.0.1:8420"


def answer(body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _site() -> dict[str, object]:
    return {
        "/plan": answer(PAGE.encode(), "text/html; charset=utf-8"),
        "/s.css": answer(b"@import '/dos.css'; h1 { background: url(/mapa.png) }", "text/css"),
        "/dos.css": answer(b"p { color: navy }", "text/css"),
        "/mapa.png": answer(PIXELS, "image/png"),
        "/raro.png": answer(b"<html><script>x()</script>", "image/png"),
        "/dibujo.svg": answer(DRAWING, "image/svg+xml"),
        "/informe.pdf": answer(
            pdf([["Uno"], ["Dos"], [f"La meta: {PASSAGE}."], *[["x"]] * 6]), "application/pdf"
        ),
        "/datos.csv": answer(f"a,b\n1,{PASSAGE}\n".encode(), "text/csv"),
        "/foto.png": answer(PIXELS, "image/png"),
        "/roto.pdf": answer(b"%PDF-1.4 nada", "application/pdf"),
        "/archivo.bin": answer(b"\0\1\2" * 100, "application/octet-stream"),
    }


@dataclass(frozen=True)
class Kept:
    """A folder with one capture of each."""

    folder: Folder
    captures: dict[str, str]


PATHS = ("/plan", "/informe.pdf", "/datos.csv", "/foto.png", "/roto.pdf", "/archivo.bin")


def made_kept(place: Path) -> Kept:
    """A folder at ``place`` with what a night kept of the site."""
    bench = Bench(place)
    bench.folder.create()
    bench.folder.config.write_text(CONFIG.format(timeout=30.0) + 'requisites = "all"\n', "utf-8")
    with RawServer(_site()) as site:
        bench.cite(*map(site.url, PATHS))
        done = bench.testigo("run", "--no-archive", TESTIGO_BROWSER="off")
        assert done.code == 0, done.err
        folder = testigo.open(bench.path)
        found = {path: testigo.answer(folder, site.url(path)).capture for path in PATHS}
    return Kept(folder, {path: one.id for path, one in found.items() if one})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return made_kept(tmp_path_factory.mktemp("copies") / "evidence")


def read(kept: Kept, path: str, **ask: Any) -> copy.Copy:
    return copy.read(kept.folder, kept.captures[path], Ask(wanted=(PASSAGE,), **ask))


def test_a_page_is_shown_with_what_is_kept_of_its_looks(kept: Kept) -> None:
    made = read(kept, "/plan")
    assert (made.kind, made.marks, len(made.files)) == (Kind.PAGE, 4, 3)
    assert "p{color:navy}" in made.html.replace(" ", "")
    assert "<link" not in made.html
    names = {files.read(kept.folder, made.capture_id, name) for name in made.files}
    assert ("image/png", PIXELS) in names
    assert None in names, "what is named a picture and is none is not given out"
    drawing = next(one[1] for one in names if one and one[0] == "image/svg+xml")
    assert b"<circle" in drawing
    assert b"script" not in drawing


def test_a_pdf_is_shown_from_the_page_of_the_passage(kept: Kept) -> None:
    made = read(kept, "/informe.pdf", link="?page=")
    assert (made.kind, made.pages, made.marks) == (Kind.PDF, 9, 1)
    assert made.files[0].startswith("page/3.")
    assert [name[:6] for name in made.files[1:]] == ["page/4", "page/5", "page/6"]
    assert 'href="?page=7"' in made.html
    assert 'href="?page=1"' in made.html
    drawn = files.read(kept.folder, made.capture_id, made.files[0])
    bare = files.read(kept.folder, made.capture_id, "page/3.png")
    assert drawn and bare and drawn[1].startswith(b"\x89PNG")
    assert drawn[1] != bare[1], "the passage is marked in the picture"
    assert read(kept, "/informe.pdf", first=9).files == ("page/9.png",)
    assert read(kept, "/informe.pdf", first=99).files == ("page/9.png",)
    assert files.read(kept.folder, made.capture_id, "page/10.png") is None


def test_what_is_no_page_is_shown_as_what_it_is(kept: Kept) -> None:
    assert read(kept, "/datos.csv").kind is Kind.TEXT
    assert f">{PASSAGE}</mark>" in read(kept, "/datos.csv").html
    assert read(kept, "/foto.png").kind is Kind.PICTURE
    assert read(kept, "/roto.pdf").kind is Kind.FILE
    assert read(kept, "/roto.pdf").sha256 in read(kept, "/roto.pdf").html
    assert read(kept, "/archivo.bin", language="es").html.count("no se puede mostrar") == 1
    assert read(kept, "/plan", text=True).kind is Kind.TEXT
    with pytest.raises(UsageError):
        copy.read(kept.folder, "urn:uuid:none")


def test_the_ways_in_which_a_capture_can_be_shown(kept: Kept) -> None:
    def how(path: str) -> list[ways.How]:
        return [one.how for one in ways.ways(kept.folder, kept.captures[path])]

    assert how("/plan") == [ways.How.CAME, ways.How.TEXT]
    assert how("/informe.pdf") == [ways.How.CAME, ways.How.TEXT]
    assert how("/datos.csv") == [ways.How.TEXT]
    assert ways.ways(kept.folder, "urn:uuid:none") == ()


def test_a_copy_is_written_as_files_that_need_no_server(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in kept.captures:
        page = static.write(kept.folder, read(kept, path), tmp_path / path[1:])
        assert "Content-Security-Policy" in page.read_text("utf-8")
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["index.html"] * len(
        kept.captures
    )
    plan = (tmp_path / "plan" / "index.html").read_text("utf-8")
    assert plan.count("data:image/png;base64,") == 2, "as a picture, and in a style"
    assert plan.count("data:image/svg+xml;base64,") == 1
    monkeypatch.setattr(static, "_WITHIN", 0)
    page = static.write(kept.folder, read(kept, "/plan"), tmp_path / "large")
    assert page.read_text("utf-8") == read(kept, "/plan").html
    assert len(list((tmp_path / "large" / "parts").iterdir())) == 2


@dataclass(frozen=True)
class Told:
    status: int
    headers: dict[str, str]
    body: bytes


class Origin:
    """The copies' origin of a folder, asked without a network."""

    def __init__(self, kept: Kept) -> None:
        self.addresses = Addresses(ORIGIN)
        self._app = server.build(kept.folder, self.addresses, [DESK])

    def ask(
        self,
        address: str,
        dest: str | None = "iframe",
        host: str = "127.0.0.1:8421",
        method: str = "GET",
    ) -> Told:
        path, _, query = address.removeprefix(ORIGIN).partition("#")[0].partition("?")
        headers = [(b"host", host.encode())] + (
            [(b"sec-fetch-dest", dest.encode())] if dest else []
        )
        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
            "headers": headers, "scheme": "http", "server": ("127.0.0.1", 8421), "root_path": "", "http_version": "1.1",
        }  # fmt: skip
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self._app(scope, receive, send))
        named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Told(sent[0]["status"], named, b"".join(one.get("body", b"") for one in sent[1:]))


@pytest.fixture(scope="module")
def origin(kept: Kept) -> Origin:
    return Origin(kept)


def test_the_origin_gives_out_a_copy_within_its_walls(origin: Origin, kept: Kept) -> None:
    address = origin.addresses.of(kept.captures["/plan"], "es", [PASSAGE])
    told = origin.ask(address)
    assert told.status == 200
    assert b'id="testigo-passage"' in told.body
    policy = told.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; ")
    assert policy.endswith(f"frame-ancestors {DESK}")
    assert told.headers["x-content-type-options"] == "nosniff"
    assert told.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in told.headers
    made = read(kept, "/plan")
    place = address.partition("?")[0]
    parts = [origin.ask(place + name, "image") for name in made.files]
    assert sorted(one.status for one in parts) == [200, 200, 404]
    assert {one.headers["content-type"] for one in parts if one.status == 200} == {
        "image/png",
        "image/svg+xml",
    }


def test_bytes_are_saved_and_never_shown(origin: Origin, kept: Kept) -> None:
    told = origin.ask(origin.addresses.file(kept.captures["/plan"]), "document")
    assert told.body == PAGE.encode()
    assert told.headers["content-type"] == "application/octet-stream"
    assert told.headers["content-disposition"].startswith("attachment; ")
    assert told.headers["content-disposition"].endswith('.bin"')


def test_whoever_has_no_business_there_is_given_nothing(origin: Origin, kept: Kept) -> None:
    capture = kept.captures["/plan"]
    address = origin.addresses.of(capture, "en")
    place = address.partition("?")[0]
    name = read(kept, "/plan").files[0]
    for dest in ("script", "style", "worker", "object", "embed", "font", "empty", "image", "audio"):
        assert origin.ask(address, dest).status == 404, dest
    for dest in ("script", "iframe", "document", "worker"):
        assert origin.ask(place + name, dest).status == 404, dest
    assert origin.ask(address, None).status == 200, "curl sends none"
    for host in (
        "evil.example:8421",
        "127.0.0.1:8420",
        "127.0.0.1",
        "",
        "127.0.0.1:8421.evil.example",
    ):
        assert origin.ask(address, host=host).status == 421, host
    for method in ("POST", "PUT", "OPTIONS", "DELETE"):
        assert origin.ask(address, method=method).status == 404
    key, identifier = place.removeprefix(ORIGIN).strip("/").split("/")
    other = kept.captures["/informe.pdf"].removeprefix("urn:uuid:")
    for path in (
        f"/{'0' * 32}/{identifier}/", f"/{key}/{other}/", f"/{key}/{identifier.upper()}/", f"/{key}/{capture}/", f"/{key}//",
        f"/{key}/{identifier}", f"/{key}/{identifier}/../{other}/", f"/{key}/{identifier}/parts/../../etc/passwd",
        f"/{key}/{identifier}/parts/{'0' * 64}.png", f"/{key}/{identifier}/page/1.png", f"/{key}/{identifier}/page/0.png",
        f"/{key}/{identifier}/{name}/", f"/{key}/{identifier}/..%2f..%2fevidence.db", "/", "/robots.txt", "/../../evidence.db",
        f"/{key}/{identifier}/parts/{'0' * 63}\u00e9.png", f"/{key}\u00e9/{identifier}/",
    ):  # fmt: skip
        for dest in ("iframe", "image"):
            told = origin.ask(ORIGIN + path, dest)
            assert told.status in {404, 307}, path
            assert b"evidence" not in told.body


def test_an_address_comes_to_its_end_with_the_desk(kept: Kept) -> None:
    before, after = Origin(kept), Origin(kept)
    assert after.ask(before.addresses.of(kept.captures["/plan"], "en")).status == 404


def test_odd_questions_are_answered(origin: Origin, kept: Kept) -> None:
    place = origin.addresses.of(kept.captures["/informe.pdf"], "en").partition("?")[0]
    for query in ("page=0", "page=-1", "page=99999", "page=1e9", "page=%D9%A1", "lang=xx", "quote=" + "a+" * 9_000,
                  "quote=%00%ff%fe", "&".join(["quote=a"] * 50), "as=text&page=3", "as=picture", "as=nada", "quote=" + "%E2%80%A6" * 900):  # fmt: skip
        assert origin.ask(f"{place}?{query}").status == 200, query


def test_a_picture_that_unpacks_to_gigabytes_is_not_shown(kept: Kept) -> None:
    vast = PIXELS[:16] + (60_000).to_bytes(4) * 2 + PIXELS[24:]
    assert files.picture("parts/x.png", vast) is None
    assert files.picture("parts/x.png", PIXELS) == ("image/png", PIXELS)
    assert files.picture("parts/x.svg", b"<p>nada</p>") is None
    assert files.picture("parts/x.webp", b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 9) is None
    with BytesIO() as packed:
        zipfile.ZipFile(packed, "w").close()
        assert files.picture("parts/x.png", packed.getvalue()) is None


def test_a_damaged_record_is_told_and_no_more(kept: Kept, origin: Origin, tmp_path: Path) -> None:
    known = stored.read(kept.folder, kept.captures["/datos.csv"]).known
    path = kept.folder.path / known.warc
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[: known.offset] + b"\0" * 40 + whole[known.offset + 40 :])
        told = origin.ask(origin.addresses.of(kept.captures["/datos.csv"], "en"))
        assert told.status == 404
        assert b"can't be read" in told.body
    finally:
        path.write_bytes(whole)
