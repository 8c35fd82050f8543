"""The hosts of the demo world, and what becomes of each between the first night and the second."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.vocabulary import Cause
from testigo.demo.answers import Answer, not_found, page, pdf, redirect

if TYPE_CHECKING:
    from collections.abc import Callable

_clock = itertools.count(1)

PLAN = (
    (
        "El compromiso 4 establece la publicación trimestral de los volúmenes de agua concesionados a cada "
        "usuario, en formatos abiertos y con información desglosada por cuenca y por municipio."
    ),
    (
        "La dependencia responsable deberá publicar todos los contratos de obra hidráulica firmados durante el "
        "año, junto con los avances físicos y financieros de cada uno de ellos."
    ),
    (
        "Un comité con participación de organizaciones de la sociedad civil dará seguimiento a las metas y "
        "publicará las minutas de sus sesiones en un plazo no mayor a quince días."
    ),
    (
        "El cumplimiento se mide con tres indicadores: documentos publicados, solicitudes atendidas y sesiones "
        "realizadas. La línea base corresponde al año 2018 y la meta final al año 2024."
    ),
)
MINUTE = (
    "Minuta de la sesión ordinaria del Comité Coordinador celebrada el 14 de octubre de 2019.",
    "Se acordó publicar el tablero de seguimiento con los documentos probatorios de cada compromiso.",
    "Las organizaciones solicitaron que los enlaces del tablero no cambien sin previo aviso.",
)


@dataclass(frozen=True, slots=True)
class Host:
    """One host: the path that is cited, what it answers each night, and what the verdicts must
    be."""

    name: str
    path: str
    answer: Callable[[int, str], Answer]
    """``answer(night, path)``; the night is 1 or 2"""
    causes: tuple[Cause, Cause]
    """right verdict of the first and of the second night"""
    story: Words
    """what happens"""
    others: tuple[str, ...] = ()
    """paths besides the cited one; any other is an honest 404, but for a host that has no 404"""
    knows_404: bool = True

    def at(self, night: int, path: str) -> Answer:
        """The answer to any path."""
        if self.knows_404 and path not in (self.path, *self.others):
            return not_found()
        return self.answer(night, path)


def _unchanged(night: int, path: str) -> Answer:  # noqa: ARG001
    return page("Programa Nacional Hídrico", *PLAN)


def _noisy(night: int, path: str) -> Answer:  # noqa: ARG001
    tick = next(_clock)
    return page(
        "Tablero de seguimiento",
        *MINUTE,
        extra=f'<input type="hidden" name="__VIEWSTATE" value="dDw{tick * 7919}Oz4="/>'
        f"<p>Hora del servidor: 10:{tick % 60:02}:07</p><p>Visitas: {40100 + tick}</p>",
    )


def _shortened(night: int, path: str) -> Answer:  # noqa: ARG001
    return page("Compromiso 4: agua", *(PLAN if night == 1 else (PLAN[0], *PLAN[2:])))


def _goes_404(night: int, path: str) -> Answer:  # noqa: ARG001
    return page("Informe anual", *PLAN[:2]) if night == 1 else not_found()


def _goes_410(night: int, path: str) -> Answer:  # noqa: ARG001
    return page("Acuerdo derogado", *PLAN[1:]) if night == 1 else Answer(410, b"<h1>Gone</h1>")


def _soft_404(night: int, path: str) -> Answer:
    if night == 1 and "ficha=4471" in path:
        return page("Directorio de funcionarios", *MINUTE)
    return page(
        "Página no encontrada", "La página que busca no existe o fue movida. Vuelva al inicio."
    )


def _moves(night: int, path: str) -> Answer:
    if path == "/nuevo/carta":
        return page("Carta de las organizaciones", *MINUTE)
    return page("Carta de las organizaciones", *MINUTE) if night == 1 else redirect("/nuevo/carta")


def _home(night: int, path: str) -> Answer:
    if path == "/":
        return page(
            "Secretaría",
            "Bienvenidas y bienvenidos al sitio de la Secretaría.",
            "Noticias y avisos.",
        )
    return page("Minuta de la tercera sesión", *MINUTE) if night == 1 else redirect("/", 302)


def _slow(night: int, path: str) -> Answer:  # noqa: ARG001
    return Answer(
        body=page("Presupuesto ejercido", *PLAN[2:]).body, wait=0.3 if night == 1 else 60.0
    )


def _fails(night: int, path: str) -> Answer:  # noqa: ARG001
    return (
        page("Padrón de contratos", *PLAN[:3])
        if night == 1
        else Answer(500, b"<h1>Server Error</h1>")
    )


def _challenge(night: int, path: str) -> Answer:  # noqa: ARG001
    if night == 1:
        return Answer(
            body=pdf("Evaluacion externa del plan de accion", *MINUTE), media_type="application/pdf"
        )
    return Answer(
        body=b"<html><head><title>Challenge Validation</title><script>x()</script></head><body></body></html>",
        headers={"Cache-Control": "no-cache, no-store", "Server": "AkamaiGHost"},
    )


def _pdf(night: int, path: str) -> Answer:  # noqa: ARG001
    return Answer(body=pdf("Plan de accion 2019-2021", *PLAN), media_type="application/pdf")


def _viewer(night: int, path: str) -> Answer:
    """A page that stays as it is, and shows a file that does not."""
    if path == "/docs/anexo.pdf":
        lines = PLAN if night == 1 else (PLAN[0], *PLAN[2:])
        return Answer(
            body=pdf("Anexo tecnico del compromiso 4", *lines), media_type="application/pdf"
        )
    frame = '<iframe src="/docs/anexo.pdf" width="700" height="900"></iframe>'
    return page("Anexo técnico del compromiso 4", extra=frame)


_MINUTES = {f"minuta-{number}": f"Minuta {number}" for number in range(1, 7)}
"""What the board lists: address -> label. One is taken off on the second night."""
_GONE = "minuta-2"


def _board(night: int, path: str) -> Answer:
    """A list on the first night; on the second the site is rebuilt, with the same documents under other
    headings, one fewer and one more."""
    name = path.removeprefix("/tablero/")
    if name == _GONE:
        return page("Minuta 2", *MINUTE[1:], PLAN[0]) if night == 1 else not_found()
    if name in _MINUTES:
        return page(_MINUTES[name], *MINUTE, f"Esta es la minuta {name[-1]} de seis.")
    if name == "lineamientos":
        return page("Lineamientos", *PLAN) if night == 2 else not_found()
    return _list() if night == 1 else _rebuilt()


def _list() -> Answer:
    items = "".join(
        f'<li><a href="/tablero/{name}">{text}</a></li>' for name, text in _MINUTES.items()
    )
    heading = "<title>Tablero de resultados</title><h1>Compromiso 4: documentos probatorios</h1>"
    return Answer(body=f"<!doctype html>{heading}<ul>{items}</ul>".encode())


def _rebuilt() -> Answer:
    rows = "".join(
        f'<tr><td>Sesión {text[-1]}</td><td><a href="/tablero/{name}">Acta firmada {text[-1]}</a></td></tr>'
        for name, text in _MINUTES.items()
        if name != _GONE
    )
    heading = "<title>Resultados</title><h1>Portal de seguimiento</h1><h2>Actas</h2>"
    other = '<h2>Normas</h2><p><a href="/tablero/lineamientos">Lineamientos del programa</a></p>'
    return Answer(body=f"<!doctype html>{heading}<table>{rows}</table>{other}".encode())


HOSTS: tuple[Host, ...] = (
    Host("unchanged", "/programa", _unchanged, (Cause.FIRST_LOOK, Cause.IDENTICAL),
         Words("nothing happens", "no pasa nada")),
    Host("noisy", "/tablero", _noisy, (Cause.FIRST_LOOK, Cause.COSMETIC),
         Words("only a clock, a counter and __VIEWSTATE differ", "solo cambian un reloj, un contador y __VIEWSTATE")),
    Host("shortened", "/compromiso-4", _shortened, (Cause.FIRST_LOOK, Cause.REMOVED),
         Words("a paragraph is taken out", "se retira un párrafo")),
    Host("goes-404", "/informe/2019", _goes_404, (Cause.FIRST_LOOK, Cause.HTTP_404),
         Words("the page is deleted: 404", "la página se borra: 404")),
    Host("goes-410", "/acuerdo", _goes_410, (Cause.FIRST_LOOK, Cause.HTTP_410),
         Words("the page is withdrawn: 410", "la página se retira: 410")),
    Host("soft-404", "/directorio?ficha=4471", _soft_404, (Cause.FIRST_LOOK, Cause.SOFT_404),
         Words("an error page with status 200", "una página de error con código 200"), knows_404=False),
    Host("moves", "/carta.html", _moves, (Cause.FIRST_LOOK, Cause.REDIRECT),
         Words("the same text at a new address", "el mismo texto en otra dirección"), ("/nuevo/carta",)),
    Host("home", "/sesiones/3/minuta", _home, (Cause.FIRST_LOOK, Cause.REDIRECT_HOME),
         Words("the address leads to the front page", "la dirección lleva a la página de inicio"), ("/",)),
    Host("slow", "/presupuesto", _slow, (Cause.FIRST_LOOK, Cause.TIMEOUT),
         Words("slow, then silent", "responde lento y luego deja de responder")),
    Host("fails", "/contratos", _fails, (Cause.FIRST_LOOK, Cause.SERVER_ERROR),
         Words("the server fails: 500", "el servidor falla: 500")),
    Host("challenge", "/docs/evaluacion.pdf", _challenge, (Cause.FIRST_LOOK, Cause.WAF),
         Words("a firewall's challenge in place of the PDF",
               "la página de verificación de un cortafuegos en lugar del PDF")),
    Host("pdf", "/docs/plan.pdf", _pdf, (Cause.FIRST_LOOK, Cause.IDENTICAL),
         Words("a PDF, untouched", "un PDF, intacto")),
    Host("viewer", "/visor/anexo", _viewer, (Cause.FIRST_LOOK, Cause.REMOVED),
         Words("the page stays; the PDF in its frame is swapped", "la página sigue igual; en su marco hay otro PDF"),
         ("/docs/anexo.pdf",)),
)  # fmt: skip

BOARD = Host("board", "/tablero/", _board, (Cause.FIRST_LOOK, Cause.IDENTICAL),
             Words("still on the board, which was rebuilt", "sigue en el tablero, que se rediseñó"),
             (*(f"/tablero/{name}" for name in _MINUTES), "/tablero/lineamientos"))  # fmt: skip
BOARD_ENTRIES: dict[str, tuple[Cause | None, Cause]] = {
    **{f"/tablero/{name}": (Cause.FIRST_LOOK, Cause.IDENTICAL) for name in _MINUTES},
    f"/tablero/{_GONE}": (Cause.FIRST_LOOK, Cause.HTTP_404),
    "/tablero/lineamientos": (None, Cause.FIRST_LOOK),
}
"""None: the board does not list it yet."""
BOARD_STORIES = {
    f"/tablero/{_GONE}": Words(
        "taken off the board, and deleted", "se quita del tablero y se borra"
    ),
    "/tablero/lineamientos": Words("new on the board", "nuevo en el tablero"),
}
REFUSED: tuple[Cause, Cause] = (Cause.REFUSED, Cause.REFUSED)
"""A host that no longer listens at all."""
