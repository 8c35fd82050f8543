"""Addresses to which several things happen, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from tests.kinds.answers import Shown, not_found, ok, site, status, to
from tests.kinds.model import Ask, Kind, Period, Truth, changed, lost, there, unseen
from tests.kinds.pages import bare, document, page, rewritten

PATH = "/acuerdos/segunda-sesion.html"
HOME_NIGHTS = 14
_MOVED = "301 Moved Permanently"


def rows() -> Iterator[Kind]:
    """All of them."""
    yield from _lost_and()
    yield from _altered_and()
    yield from _moved_and()
    yield from _names_and()


def _page(name: str, *places: int) -> bytes:
    return ok(page(f"Acuerdos de {name}", rewritten(document(name), *places)))


def _kind(
    name: str, why: str, steps: tuple[tuple[int, Shown], ...], *periods: Period, **others: Shown
) -> Kind:
    """An address that shows its document until the first step."""
    show = site(PATH, (0, _page(name)), *steps, **others)
    return Kind(name, why, show, (there(), *periods), PATH)


def _lost_and() -> Iterator[Kind]:
    wall = status("403 Forbidden")
    yield _kind(
        "probable-walled",
        "404 in four nights, told as probable, and then a wall",
        ((6, not_found()), (10, wall)),
        lost(6, ""),
        unseen(10, "forbidden"),
    )
    yield _kind(
        "lost-walled",
        "404 until it is confirmed, and then a wall: what was confirmed stays so",
        ((4, not_found()), (13, wall)),
        lost(4, "http-404"),
        unseen(13, "http-404"),
    )
    yield _kind(
        "suspected-304",
        "404 in one night, and then 304 for ever, which shows nothing",
        ((6, not_found()), (7, status("304 Not Modified"))),
        unseen(6),
    )
    yield _kind(
        "suspected-503",
        "404 in one night, and then overloaded for ever",
        ((6, not_found()), (7, status("503 Service Unavailable"))),
        unseen(6, "server-error"),
    )
    yield _kind(
        "lost-in-three-ways",
        "404, then 410, then it leads home: one loss, told once",
        ((5, not_found()), (8, status("410 Gone", b"Gone")), (11, to("/"))),
        lost(5, "", HOME_NIGHTS),
    )


def _altered_and() -> Iterator[Kind]:
    name = "altered-home"
    yield _kind(
        name,
        "rewritten, and then it leads home",
        ((4, _page(name, 3)), (10, to("/"))),
        changed(4),
        lost(10, "redirect-home", HOME_NIGHTS),
    )
    name = "altered-moved"
    yield _kind(
        name,
        "rewritten, and then moved: altered still",
        ((4, _page(name, 3)), (12, to("/nuevo", _MOVED))),
        changed(4),
        nuevo=_page(name, 3),
    )
    name = "altered-moved-restored"
    yield _kind(
        name,
        "rewritten, then moved, and there it is as it was cited",
        ((4, _page(name, 3)), (12, to("/nuevo", _MOVED))),
        changed(4),
        there(12, "moved"),
        nuevo=_page(name),
    )
    name = "altered-again"
    yield _kind(
        name,
        "edited, put back, and edited the same way again: news once it has stood for ten looks",
        ((4, _page(name, 3)), (9, _page(name)), (14, _page(name, 3))),
        changed(4),
        there(9),
        unseen(14),  # it may be a page that flips
        changed(23),
    )


def _moved_and() -> Iterator[Kind]:
    name = "moved-lost"

    def later(ask: Ask) -> bytes:
        return _page(name) if ask.night < 12 else not_found()

    yield _kind(
        name,
        "moved, and then the new place is gone",
        ((4, to("/nuevo", _MOVED)),),
        there(4, "redirect"),
        lost(12, "http-404"),
        nuevo=later,
    )
    yield _kind(
        "in-a-circle",
        "its redirects go round in a circle: that shows nothing",
        ((6, to("/a")),),
        unseen(6, "redirect-loop"),
        a=to("/b"),
        b=to("/a"),
    )


def _names_and() -> Iterator[Kind]:
    name = "five-nights-out"
    yield Kind(
        name,
        "its name is not registered for five nights: told as probable, and taken back",
        site(PATH, (0, _page(name))),
        (there(), Period(16, Truth.SAME, "identical")),
        PATH,
        names=((8, "nxdomain"), (13, "ok")),
        news=("broken", "recovered"),
    )
    name = "let-go-parked"
    parked = bare("let-go.example", "This domain may be for sale. Buy this domain.")
    yield Kind(
        name,
        "its name is registered no longer, and then somebody sells it: one loss",
        site(PATH, (0, _page(name)), (12, ok(parked)), siblings=ok(parked)),
        (there(), lost(8, "missing")),
        PATH,
        names=((8, "nxdomain"), (12, "ok")),
    )
