"""Addresses that lead elsewhere: home, to a page for what is not there, or to the document."""

from __future__ import annotations

from collections.abc import Iterator

from tests.kinds.answers import Shown, ok, site, to
from tests.kinds.model import Kind, lost, there
from tests.kinds.pages import HOME, bare, document, page

PATH = "/informes/2019/acta-de-la-sesion.html"
HOME_NIGHTS = 14
"""A redirect home stands for 14 days until it is confirmed."""
_SORRY = bare("Aviso", "Lo sentimos. Visite nuestro portal.")
_ERROR_PAGES = {
    "to-error-aspx": f"/Error.aspx?aspxerrorpath={PATH}",
    "to-404-html": "/404.html",
    "to-error-404": "/error/404",
    "to-not-found": "/pagina-no-encontrada",
}
_FRONTS = {
    "to-default": ("leads to the front page of its folder", "/informes/Default.aspx", False),
    "to-inicio": ("leads home, as all that isn't there", "/inicio", True),
    "to-search": ("leads to a search, as all that isn't there", "/buscador", True),
}


def rows() -> Iterator[Kind]:
    """All of them."""
    yield _leads("home", "leads home", 5, to("/"))
    refresh = ok(b"<html><head><meta http-equiv='refresh' content='0;url=/'></head></html>")
    yield _leads("home-by-refresh", "leads home by a refresh", 5, refresh)
    for since, (name, place) in enumerate(_ERROR_PAGES.items(), 5):
        where = {place.partition("?")[0].strip("/").replace("/", "_"): ok(_SORRY)}
        yield _leads(name, "leads to a page for what is not there", since, to(place), None, **where)
    for since, (name, (why, place, all_do)) in enumerate(_FRONTS.items(), 6):
        front = page("Informes", ("Elija un año en el menú para ver los informes.",))
        where = {place.strip("/").replace("/", "_"): ok(front)}
        yield _leads(name, why, since, to(place), to(place) if all_do else None, **where)
    name = "moves"
    yield Kind(
        name,
        "moved, and the old address leads there",
        site(
            PATH, (0, _page(name)), (6, to("/archivo/acta", "301 Moved")), archivo_acta=_page(name)
        ),
        (there(), there(6, "redirect")),
        PATH,
    )
    name = "home-in-its-place"
    yield Kind(
        name,
        "the front page under any address, and no redirect",
        site(PATH, (0, _page(name)), (7, ok(HOME)), siblings=ok(HOME)),
        (there(), lost(7, "soft-404")),
        PATH,
    )


def _page(name: str) -> bytes:
    return ok(page(f"Acta de {name}", document(name)))


def _leads(
    name: str,
    why: str,
    since: int,
    shows: bytes,
    siblings: bytes | None = None,
    **others: Shown,
) -> Kind:
    """A document that leads elsewhere from a night on."""
    show = site(PATH, (0, _page(name)), (since, shows), siblings=siblings, **others)
    return Kind(name, why, show, (there(), lost(since, "redirect-home", HOME_NIGHTS)), PATH)
