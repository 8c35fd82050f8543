"""Pages of boards behind the fence: the same as in this process, and never longer than their
time."""

from __future__ import annotations

import time

import pytest

from evidence.boards import fenced
from evidence.boards.fenced import Button, Sheet, read_fenced
from evidence.boards.model import Link, Page
from evidence.boards.read import read
from evidence.boards.walk import Walk
from evidence.config import Board
from evidence.fence import Crashed, Task, TooLong
from tests.boards import ask, models

ORIGIN = "http://tablero.example.mx"
URL = f"{ORIGIN}/tablero"


@pytest.mark.parametrize("name", ["static", "aspnet", "spa"])
def test_a_board_is_walked_as_in_this_process(name: str) -> None:
    model = models(60)[name]
    visits = []
    for reader in (read, read_fenced):
        walk = Walk(ORIGIN + model.start, Board(), read=reader)
        while (way := walk.next()) is not None:
            form = way.link.form.data() if way.link.form else None
            url, (status, kind, body) = ask(model, way.url, form, 1)
            if status == 200:
                walk.take(way, url, body, kind)
            else:
                walk.fail(way, f"http-{status}", gone=status == 404)
        visits.append(walk.visit())
    assert visits[0] == visits[1]
    assert visits[0].entries


def test_a_form_with_a_megabyte_of_state_is_sent_once() -> None:
    buttons = "".join(
        f"<a href=\"javascript:__doPostBack('b{n}','')\">Ver {n}</a>" for n in range(300)
    )
    state = f'<input type=hidden name=__VIEWSTATE value="{"A" * 1_000_000}">'
    body = f'<html><form action="/t" method=post>{state}{buttons}</form></html>'.encode()
    page = read_fenced(body, "text/html", URL)
    assert page == read(body, "text/html", URL)
    assert page is not None
    assert len([link for link in page.links if link.form]) == 300


def endless(body: bytes, content_type: str, url: str, labels: list[str]) -> Sheet:
    time.sleep(60)
    return Sheet(None)


def test_a_page_that_is_made_to_cost_minutes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fenced, "_READ", Task(f"{__name__}:endless", Sheet, seconds=0.5))
    with pytest.raises(TooLong):
        read_fenced(b"", "text/html", URL)


def test_a_document_is_no_page() -> None:
    assert read_fenced(b"%PDF-1.7", "application/pdf", URL) is None


def button_without_form(body: bytes, content_type: str, url: str, labels: list[str]) -> Sheet:
    return Sheet(Page([Link(url, url, "", ())]), (), (Button(0, 7, (), ""),))


def test_what_a_worker_makes_up_is_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fenced, "_READ", Task(f"{__name__}:button_without_form", Sheet))
    with pytest.raises(Crashed):
        read_fenced(b"", "text/html", URL)
