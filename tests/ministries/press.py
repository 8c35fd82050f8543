"""Blogs, a newspaper and a portal: what stands around their texts moves every night."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.vocabulary import Cause
from tests.kinds.answers import not_found, ok
from tests.kinds.model import Ask
from tests.kinds.pages import HOME, document, page
from tests.ministries.answers import path_of
from tests.ministries.model import BACK, PAGE_GONE, THERE, Planted, Row, System


@dataclass(frozen=True, slots=True)
class _Post:
    host: str
    path: str
    gone: tuple[int, ...] = ()
    """nights in which it is not there"""


_LETTER = _Post("gobiernoabierto.mx.org", "/blog/2017/02/17/carta-al-stt-sobre-espionaje/", (1, 2))
_POSTS = (
    _LETTER,
    _Post("gobiernoabierto.mx.org", "/blog/2017/05/23/boletin-de-prensa-salida-nucleo/"),
    _Post("r3d.mx", "/2017/06/19/gobierno-espia/"),
    _Post("r3d.mx", "/2019/06/19/gobierno-espia-cronologia/"),
    _Post("articulo19.org", "/sociedad-civil-suspende-su-participacion/"),
    _Post("www.nytimes.com", "/es/2023/03/07/espanol/espionaje-ejercito-pegasus-mexico.html"),
    _Post("cambioclimatico.gob.mx", "/"),
)
_BANNER = "<div class='cookie-banner'><p>Este sitio usa cookies.</p><button>Aceptar</button></div>"


def _show(ask: Ask) -> bytes:
    host = ask.head.lower().partition("\nhost:")[2].partition("\n")[0].strip().partition(":")[0]
    for post in _POSTS:
        if (post.host, post.path) == (host, path_of(ask)):
            return not_found() if ask.night in post.gone else _post(post, ask.night)
    return ok(HOME) if ask.path == "/" else not_found()


def _post(post: _Post, night: int) -> bytes:
    related = "".join(
        f"<li><a href='/r{n}'>{document(f'{night} {n}', 1)[0]}</a></li>" for n in range(3)
    )
    video = "<iframe src='https://www.youtube.com/embed/abc' title='video'></iframe>"
    around = (
        f"<aside><h3>Relacionadas</h3><ul>{related}</ul><p>{40 + night} comentarios</p></aside>"
        f"{_BANNER if night >= 2 else ''}"
    )
    return ok(page("Comunicado", document(post.path + post.host, 9), below=video, aside=around))


def _row(post: _Post) -> Row:
    url = f"{'http' if post.host.startswith('cambio') else 'https'}://{post.host}{post.path}"
    if post is _LETTER:
        planted = (Planted(1, PAGE_GONE, 2), Planted(3, BACK, 3))
        return Row(url, "gone for two nights, and back", planted)
    return Row(url, "stands; what surrounds it moves", ends=THERE | {Cause.COSMETIC})


SYSTEM = System({post.host: _show for post in _POSTS}, tuple(map(_row, _POSTS)))
