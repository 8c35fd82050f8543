"""The desk as a browser without script meets it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import Visitor, opened
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
    with opened(tmp_path_factory.mktemp("desk") / "folder") as visitor:
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


def test_it_ends_soon_while_a_look_is_under_way(tmp_path: Path) -> None:
    with RawServer({"/slow": lambda connection, _: connection.recv(1)}) as server:
        with opened(tmp_path / "folder") as visitor:
            begun = visitor.send("/looks", url=server.url("/slow"))
            assert begun.status_code == 303
            start = time.monotonic()
        assert time.monotonic() - start < 5
