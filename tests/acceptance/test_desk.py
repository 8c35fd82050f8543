"""The desk as a browser without script meets it."""

from __future__ import annotations

import hashlib
import html
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import testigo
from tests.commands import run
from tests.desks import LONGEST, Visitor, opened
from tests.servers import RawServer, deaf, ok, page

QUOTE = "deberá publicar todos los contratos de obra hidráulica"
TEXT = (
    "Compromiso 4: agua\n"
    "La Comisión deberá publicar todos los contratos de obra hidráulica cada trimestre.\n"
    "El programa se revisa cada año con la sociedad civil, que participa en las mesas de trabajo."
)


@pytest.fixture(scope="module")
def site() -> Iterator[RawServer]:
    with RawServer({"/plan": ok(page(TEXT))}) as server:
        yield server


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("desk") / "folder"
    folder.mkdir()
    (folder / "testigo.toml").write_text("[crawl]\ndelay = 0\n")
    with opened(folder) as visitor:
        yield visitor


def test_the_first_page_has_the_form_and_says_that_nothing_is_watched_yet(desk: Visitor) -> None:
    told = desk.get("/").text
    for name in ("url", "quote", "date", "lang", "file"):
        assert f'name="{name}"' in told
    assert "Evidence folder" in told


def test_a_look_answers_what_was_asked(desk: Visitor, site: RawServer) -> None:
    told = desk.looked(site.url("/plan"), quote=QUOTE)
    assert told.status_code == 200
    assert "The page says it word for word today" in told.text


def test_the_answer_is_in_the_language_that_the_form_names(desk: Visitor, site: RawServer) -> None:
    told = desk.looked(site.url("/plan"), quote=QUOTE, lang="es")
    assert 'lang="es"' in told.text
    assert "palabra por palabra" in told.text
    desk.get("/?lang=en")


def test_where_nothing_can_be_reached_nothing_is_said_of_the_page(desk: Visitor) -> None:
    with deaf() as nowhere:
        place = desk.send("/looks", url=nowhere, no_archive="1").headers["location"]
        assert "event: over" not in desk.get(f"{place}/events").text
    assert "the fault is most likely ours" in desk.get(place).text


def test_an_address_that_is_none_is_answered_too(desk: Visitor) -> None:
    assert 'class="headline unchecked"' in desk.looked("no es una dirección").text


def test_what_is_wrong_with_a_form_is_said(desk: Visitor) -> None:
    nothing = desk.send("/looks", url=" ")
    assert nothing.status_code == 422
    assert "Give an address" in nothing.text
    assert "A date is written" in desk.send("/looks", url="http://x.example", date="ayer").text


def test_a_look_that_is_not_remembered_says_so(desk: Visitor) -> None:
    told = desk.get("/looks/nothing")
    assert told.status_code == 404
    assert "no longer remembered" in told.text


def test_another_site_can_neither_ask_nor_send(desk: Visitor) -> None:
    assert desk.get("/", Host="evil.example").status_code == 421
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        refused = desk.session.post(f"{desk.address}/looks", {"url": "http://x"}, headers=headers)
        assert refused.status_code == 403, headers
    without_token = desk.session.post(f"{desk.address}/looks", {"url": "http://x"})
    assert without_token.status_code == 403


def test_a_form_that_is_too_long_is_refused(desk: Visitor) -> None:
    fields = {"token": "x", "url": "a" * 60_000_000}
    assert desk.session.post(f"{desk.address}/looks", fields).status_code == 413


def test_it_ends_while_a_look_is_under_way(tmp_path: Path) -> None:
    """A site that answers nothing is not waited for: within five seconds on a quiet machine."""
    silent = RawServer({"/slow": lambda connection, _: connection.recv(1)})
    with silent as server, opened(tmp_path / "folder") as visitor:
        assert visitor.send("/looks", url=server.url("/slow")).status_code == 303


def test_a_citation_is_told_with_what_proves_it(desk: Visitor, site: RawServer) -> None:
    url = site.url("/plan")
    told = desk.looked(url, quote=QUOTE).text
    for heading in ("The passage, in time", "Then and now", "What happened, and when", "Hand over"):
        assert heading in told
    capture = re.findall(r"certificate\?capture=([^\"&]+)", told)[0]
    certificate = desk.get(f"/citation/certificate?capture={capture}")
    assert "Constancia de captura" in certificate.text
    assert "style-src 'sha256-" in certificate.headers["content-security-policy"]
    assert desk.get("/citation/certificate?capture=urn:uuid:none").status_code == 404


def test_a_package_is_made_and_verifies_by_the_command_on_its_page(
    desk: Visitor, site: RawServer, tmp_path: Path
) -> None:
    url = site.url("/plan")
    desk.looked(url)
    place = desk.send("/packages", url=url).headers["location"]
    told = desk.get(place).text
    package = desk.get(f"{place}/evidence.wacz")
    assert hashlib.sha256(package.content).hexdigest() in told
    name = re.search(r"testigo verify (\S+) --key ([0-9a-f]{64})", told)
    assert name
    assert name[1] in package.headers["content-disposition"]
    (tmp_path / name[1]).write_bytes(package.content)
    verified = run("verify", str(tmp_path / name[1]), "--key", name[2])
    assert verified.code == 0, verified.err
    assert desk.get("/packages/gone").status_code == 404


def test_what_was_never_looked_at_can_be_looked_at_from_there(desk: Visitor) -> None:
    never = desk.get("/citation?url=http://never.example/%3Cscript%3E")
    assert never.status_code == 404
    assert "never looked at" in never.text
    assert "<script>" not in never.text
    assert desk.get("/citation?url=http://x.example&date=ayer").status_code == 422
    assert "something is missing" in desk.get("/citation").text


def test_while_a_night_holds_the_folder_looks_are_answered_and_packages_wait(
    desk: Visitor, site: RawServer
) -> None:
    url = site.url("/plan")
    desk.looked(url)
    with testigo.open(desk.folder).place.hold():
        assert "word for word today" in desk.looked(url, quote=QUOTE).text
        busy = desk.send("/packages", url=url)
        assert busy.status_code == 409
        assert "A night is being run" in busy.text
    assert desk.send("/packages", url=url).status_code == 303


def test_a_copy_is_shown_on_an_origin_of_its_own_with_the_passage_marked(
    desk: Visitor, site: RawServer
) -> None:
    told = desk.looked(site.url("/plan"), quote=QUOTE)
    frame = re.search(r'<iframe sandbox src="([^"]+)"', told.text)
    assert frame
    place = html.unescape(frame[1])
    assert not place.startswith(desk.address)
    assert place.split("/")[2] in told.headers["content-security-policy"]
    copy = desk.session.get(place)
    assert f"<mark>{QUOTE}" in copy.text or ("<mark" in copy.text and QUOTE in copy.text)
    assert "sandbox" in copy.headers["content-security-policy"]


def test_a_person_accepts_a_change_and_overrules_a_loss(desk: Visitor) -> None:
    other = page(
        "Otro compromiso\nEste texto nada tiene que ver con el anterior, y trata de bosques."
    )
    shown = {"/a": ok(page(TEXT)), "/b": ok(page(TEXT)), "/c": ok(page(TEXT))}
    with RawServer(shown) as site:
        for path in ("/a", "/b"):
            desk.looked(site.url(path))
        shown["/a"] = ok(other)
        del shown["/b"]
        assert "/accept" in desk.looked(site.url("/a")).text
        assert "/overrule" in desk.looked(site.url("/b")).text
        for act, path in (("/accept", "/a"), ("/overrule", "/b")):
            nameless = desk.send(act, url=site.url(path), by="", note="x")
            assert nameless.status_code == 422
            done = desk.send(act, url=site.url(path), by="Ana Núñez", note="se publicó aparte")
            assert done.status_code == 303, done.text
            told = desk.get(done.headers["location"].partition("#")[0]).text
            assert "Ana Núñez" in told
            assert "se publicó aparte" in told
            assert 'value="Ana Núñez"' in desk.get(f"/citation?url={site.url('/b')}").text
        assert desk.send("/overrule", url=site.url("/a"), by="x", note="y").status_code == 409


def test_a_report_that_is_brought_lists_what_it_cites(desk: Visitor, site: RawServer) -> None:
    report = (
        f"# Informe\n\nEl plan dice que «{QUOTE}»[^1] y otra cosa[^2].\n\n"
        f"[^1]: {site.url('/plan')}\n[^2]: http://otra.example/x\n"
    )
    place = desk.send("/looks", brought={"informe.md": report.encode()}).headers["location"]
    told = desk.get(place).text
    assert "What informe.md cites" in told
    assert "Places that cite: 2; addresses cited: 2" in told
    assert f'name="quote" value="{QUOTE}"' in told
    assert "never looked at" in told
    empty = desk.send("/looks", brought={"../../<b>.zip": b"PK\x03\x04 no archive"})
    assert (
        "&lt;b&gt;" in (odd := desk.get(empty.headers["location"])).text or odd.status_code == 422
    )
    assert desk.get("/files/gone").status_code == 404


def test_a_file_is_told_from_what_stands_at_its_address(desk: Visitor, site: RawServer) -> None:
    url = site.url("/plan")
    for content, told in (
        (page(TEXT), "is, byte for byte"),
        (page(TEXT + "\nMás."), "is not identical, byte"),
    ):
        begun = desk.send("/looks", url=url, no_archive="1", brought={"plan.html": content})
        place = begun.headers["location"]
        assert "event: over" in desk.get(f"{place}/events").text
        assert told in desk.get(place).text


def test_the_verdict_is_on_the_page_before_archives_have_answered(
    tmp_path: Path, site: RawServer
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def held(_connection: object, _request: bytes) -> None:
        asked.set()
        answer.wait(LONGEST)

    class Held(dict[str, object]):
        def get(self, _path: str, _otherwise: object = None) -> object:
            return held

    with RawServer(Held()) as archive:
        folder = tmp_path / "folder"
        folder.mkdir()
        wayback = f'[archive.wayback]\nenabled = true\nbase_url = "{archive.url("")}"\n'
        (folder / "testigo.toml").write_text(f"[crawl]\ndelay = 0\n{wayback}")
        with opened(folder) as desk:
            begun = desk.send("/looks", url=site.url("/plan"), quote=QUOTE)
            place = f"{desk.address}{begun.headers['location']}"
            with desk.session.get(f"{place}/events", stream=True, timeout=LONGEST) as told:
                lines = told.iter_lines(1)
                assert any(b"word for word today" in line for line in lines)
                assert any(b"step archives" in line for line in lines)
                assert asked.wait(LONGEST)
                assert "word for word today" in desk.get(begun.headers["location"]).text
                answer.set()
                assert any(b"event: over" in line for line in lines)


def test_two_texts_that_are_too_long_for_a_page_are_told_as_that(desk: Visitor) -> None:
    lines = [
        f"El párrafo {n} del informe habla de la meta {n * 7} del programa." for n in range(4000)
    ]
    with RawServer({"/largo": ok(page("\n".join(lines)))}) as server:
        desk.looked(server.url("/largo"))
        lines[2000] = "Este párrafo dice ahora otra cosa."
        server.replies["/largo"] = ok(page("\n".join(lines)))
        told = desk.looked(server.url("/largo")).text
    assert 'class="headline changed"' in told
    assert "too long to be compared on a page" in told


def test_the_bytes_of_a_capture_are_saved_as_they_came(desk: Visitor, site: RawServer) -> None:
    told = desk.looked(site.url("/plan")).text
    place = re.search(r'href="(http://[^"]+/bytes)"', told)
    assert place
    saved = desk.session.get(html.unescape(place[1]), timeout=60)
    assert saved.content == page(TEXT)
    assert saved.headers["content-disposition"].startswith("attachment")
