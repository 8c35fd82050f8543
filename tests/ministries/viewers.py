"""A ministry's pages that show files in every way in which pages do, and what becomes of the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.kinds.answers import not_found, ok, status, to
from tests.kinds.model import Ask
from tests.kinds.pages import HOME, bare, document, page, rewritten
from tests.ministries.answers import file, html, paper, path_of
from tests.ministries.model import (
    BACK,
    ELSEWHERE,
    FILE_GONE,
    FILE_OTHER,
    NOT_SHOWN,
    Planted,
    Row,
    System,
)

HOST = "www.transparencia-sectorial.gob.mx"
_AT = f"http://{HOST}"
_GONE, _SWAPPED = 2, 1
_WALL = status("403 Forbidden", bare("Request Rejected", "Your support ID is: 1182736450918273"))
_EMBED = "<embed src='/f/{}.pdf' type='application/pdf'>".format


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page with a file, and its truth."""

    path: str
    why: str
    view: Callable[[int], str | bytes]
    """what stands in its body in a night, or the whole answer"""
    planted: tuple[Planted, ...] = ()
    stands_at: str = ""

    def row(self) -> Row:
        """The row of the table."""
        if self.stands_at:
            return Row(f"{_AT}{self.path}", self.why, ends=ELSEWHERE, stands_at=self.stands_at)
        return Row(f"{_AT}{self.path}", self.why, self.planted)


def _lost_at(night: int, told: int) -> tuple[Planted, ...]:
    return (Planted(night, FILE_GONE, told),)


_PAGES = (
    _Shown(
        "/doc/gview",
        "a file in Google's viewer: deleted",
        lambda _: f"<iframe src='https://docs.google.com/gview?url={_AT}/f/gone-1.pdf'></iframe>",
        _lost_at(_GONE, 3),
    ),
    _Shown(
        "/doc/office",
        "a file in Microsoft's viewer: swapped",
        lambda _: (
            f"<iframe src='https://view.officeapps.live.com/op/view.aspx?src={_AT}/f/swap-1.pdf'></iframe>"
        ),
        (Planted(_SWAPPED, FILE_OTHER, 2),),
    ),
    _Shown(
        "/pdfjs/web/viewer.html?file=/f/gone-2.pdf",
        "a viewer of scripts, cited itself: its file is deleted",
        lambda _: "<div id='viewer'></div>",
        _lost_at(_GONE, 3),
    ),
    _Shown(
        "/doc/marcos",
        "a frameset: the text in a frame is rewritten",
        lambda _: ok(
            b"<html><head><title>Acta</title></head><frameset cols='20%,*'><frame src='/marco/menu'>"
            b"<frame src='/marco/texto'></frameset></html>"
        ),
        (Planted(_GONE, FILE_OTHER, 3),),
    ),
    _Shown(
        "/doc/marcos-hondos",
        "a frameset, a page in its frame, a viewer in that: the file in it is deleted",
        lambda _: ok(
            b"<html><head><title>Acta</title></head><frameset cols='20%,*'><frame src='/marco/menu'>"
            b"<frame src='/marco/hoja'></frameset></html>"
        ),
        _lost_at(_GONE, 3),
    ),
    _Shown(
        "/doc/plantilla",
        "a new template adds a notice, which is deleted later: the file stands",
        lambda night: (
            f"<object data='/f/stands-1.pdf'></object>"
            f"{_EMBED('aviso') if night >= _GONE else ''}<footer>Plantilla {night >= _GONE}</footer>"
        ),
    ),
    _Shown("/doc/caida", "the file's server is down for a night", lambda _: _EMBED("down-1")),
    _Shown(
        "/doc/mudada",
        "the same file at another address, which the page names",
        lambda night: _EMBED("moved-1" if night < _GONE else "v2/moved-1"),
    ),
    _Shown(
        "/doc/sin-archivo",
        "the page no longer shows the file, which stands",
        lambda night: _EMBED("stands-2") if night < _GONE else "<p>En actualización.</p>",
        (Planted(_GONE, NOT_SHOWN, 3),),
    ),
    _Shown(
        "/doc/otro-archivo",
        "the page shows another file in the place",
        lambda night: _EMBED("stands-3" if night < _GONE else "other-3"),
        (Planted(_GONE, FILE_OTHER, 3),),
    ),
    _Shown(
        "/doc/descarga",
        "a page that only offers a file; what is new stands around it",
        lambda night: (
            f"<h1>Acta</h1><p><a href='/f/stands-4.pdf'>PDF</a></p><footer>Visita {night}</footer>"
        ),
    ),
    _Shown(
        "/doc/devuelta",
        "swapped, and put back",
        lambda _: _EMBED("back-1"),
        (Planted(_SWAPPED, FILE_OTHER, 2), Planted(3, BACK, 3)),
    ),
    _Shown(
        "/doc/dos",
        "two files: the second is deleted",
        lambda _: _EMBED("stands-5") + _EMBED("gone-3"),
        _lost_at(_GONE, 3),
    ),
    _Shown(
        "/doc/circulo",
        "a page and its frame frame one another; a file in the page is deleted",
        lambda _: _EMBED("gone-4") + "<iframe src='/doc/otro-circulo'></iframe>",
        _lost_at(_GONE, 3),
    ),
    _Shown(
        "/doc/otro-circulo",
        "the other of the two: its file is swapped",
        lambda _: _EMBED("swap-2") + "<iframe src='/doc/circulo'></iframe>",
        (Planted(_SWAPPED, FILE_OTHER, 2),),
    ),
    _Shown(
        "/doc/cortafuegos",
        "a firewall stands before page and file for a night",
        lambda night: _EMBED("walled-1") if night != _GONE else _WALL,
    ),
    _Shown(
        "/doc/espacio",
        "a file whose name has a blank: stands",
        lambda _: "<iframe src='/f/con espacio.pdf#page=2'></iframe>",
    ),
    _Shown(
        "/doc/pagina-quitada",
        "the page is taken down, and the file that it showed stands",
        lambda night: _EMBED("stands-6") if night < _GONE else not_found(),
        stands_at=f"{_AT}/f/stands-6.pdf",
    ),
    _Shown(
        "/doc/tras-acceso",
        "a log-in is put before the viewer; its file is open as before",
        lambda night: _EMBED("stands-7") if night < _GONE else to("/login?ReturnUrl=/doc"),
    ),
)


def _file(name: str, night: int) -> bytes:
    kind = name.rpartition("/")[2].partition("-")[0]
    if kind == "gone" and night >= _GONE:
        return file(None)
    if kind == "down" and night == _GONE:
        return status("503 Service Unavailable", b"<h1>Servicio no disponible</h1>")
    if kind == "walled" and night == _GONE:
        return _WALL
    if kind == "moved" and name.startswith("v2/") != (night >= _GONE):
        return file(None)
    if kind == "aviso" and not _GONE <= night < 4:
        return file(None)
    altered = (kind == "swap" and night >= _SWAPPED) or (kind == "back" and night in (1, 2))
    return file(paper(name.removeprefix("v2/"), altered=altered))


def _show(ask: Ask) -> bytes:
    path = path_of(ask)
    for one in _PAGES:
        if ask.path == one.path:
            view = one.view(ask.night)
            return view if isinstance(view, bytes) else html("Documento", view)
    if path.startswith("/f/") and path.endswith(".pdf"):
        return _file(path.removeprefix("/f/").removesuffix(".pdf"), ask.night)
    if path == "/marco/texto":
        text = document("marco", 10)
        return ok(page("Acta", rewritten(text, 2, 5) if ask.night >= _GONE else text))
    if path == "/marco/hoja":
        return html("Acta", f"<iframe src='/pdfjs/viewer.html?file={_AT}/f/gone-5.pdf'></iframe>")
    if path == "/login":
        field = "<form><input name='u'><input type='password' name='p'></form>"
        return html("Iniciar sesión", f"<h1>Iniciar sesión</h1>{field}")
    if path == "/marco/menu":
        return ok(bare("Menú", "Inicio", "Actas"))
    return ok(HOME) if path == "/" else not_found()


SYSTEM = System({HOST: _show}, tuple(one.row() for one in _PAGES))
