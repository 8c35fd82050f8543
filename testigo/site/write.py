"""Write the site."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import testigo
from evidence import clock
from evidence.bilingual import LANGUAGES, Words
from evidence.errors import RecordError, UsageError
from evidence.files import HANDED_OVER, make_folder, write_whole
from evidence.reports.series.forms import html
from testigo.api.events import Progress, silent
from testigo.desk.copies import copy, static
from testigo.desk.copies.ways import How, chosen
from testigo.desk.rendering import render
from testigo.site import places
from testigo.site.pages import pages
from testigo.site.view import Shown, SiteView

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.bilingual import Language
    from testigo.api.events import Listener
    from testigo.api.folder import Folder
    from testigo.site.pages import Page

NAV = (
    ("/", "nav_home"),
    ("/citations", "nav_citations"),
    ("/sources", "nav_sources"),
    ("/runs", "nav_runs"),
    ("/boards", "nav_boards"),
    ("/series", "nav_series"),
)
_NOT_EMPTY = Words(
    "{out} is not an empty folder; name one that is not there yet",
    "{out} no es una carpeta vacía; indique una que todavía no exista",
)
_OWN = ("desk.css", "icon.svg")
_FRONT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Testigo</title><link rel="stylesheet" href="static/desk.css"></head><body><main><h1>Testigo</h1>
<p><a href="es/index.html" lang="es" hreflang="es">Español</a></p>
<p><a href="en/index.html" lang="en" hreflang="en">English</a></p></main></body></html>
"""


@dataclass(frozen=True, slots=True)
class Site:
    """What was written."""

    path: Path
    pages: int
    """in each language"""
    copies: int
    lacking: int
    """copies and certificates that could not be made: ``testigo verify`` names damaged records"""


def write(folder: Folder, out: Path, listener: Listener = silent) -> Site:
    """Write every page in both languages into the folder ``out``, which is made.

    Raises UsageError where there is something in it already, FolderError without evidence, StoreError, OSError
    when the disk refuses.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(_NOT_EMPTY, out=out)
    shown = Shown()
    total = testigo.listing(folder, size=1).total
    count = 0
    for page in pages(folder):
        for language in LANGUAGES:
            _put(out, page, language, shown)
        count += 1
        listener(Progress("pages", min(count, total), total))
    for name in _OWN:
        _write(out / "static" / name, files("testigo.desk").joinpath(f"static/{name}").read_bytes())
    _write(out / "static" / "series.css", html.style().encode())
    _write(out / "index.html", _FRONT.encode())
    lacking = _copies(folder, out, shown) + _certificates(folder, out, shown)
    return Site(out, count, len(shown.copies), lacking)


def _put(out: Path, page: Page, language: Language, shown: Shown) -> None:
    place = places.place_of(page.path, page.query)
    view = SiteView(
        language=language,
        path=page.path,
        nav=NAV,
        folder="",
        copies=None,
        token=None,
        place=place,
        shown=shown,
        made_on=clock.stamp(clock.now())[:10],
    )
    text = render(view, page.template, **page.facts(language))
    _write(out / language / place, text.encode("utf-8", "replace"))


def _copies(folder: Folder, out: Path, shown: Shown) -> int:
    lacking = 0
    for place, (capture, wanted, language) in shown.copies.items():
        path = out / "en" / posixpath.dirname(place)
        try:
            way = chosen(folder, capture, "")
            of, is_text = (way.capture_id, way.how is How.TEXT) if way else (capture, False)
            asked = copy.Ask(wanted=wanted, language=language, text=is_text)
            made = copy.read(folder, of, asked)
            static.write(folder, made, _plain(path))
        except (UsageError, RecordError):
            lacking += 1
    return lacking


def _certificates(folder: Folder, out: Path, shown: Shown) -> int:
    lacking = 0
    for place, capture in shown.certificates.items():
        try:
            made = testigo.certificate(folder, capture)
        except (UsageError, RecordError):
            lacking += 1
            continue
        _write(_plain(out / "en" / place), made.encode("utf-8", "replace"))
    return lacking


def _plain(path: Path) -> Path:
    """A path without ``..``: both languages lead to what lies beside them."""
    return type(path)(posixpath.normpath(path.as_posix()))


def _write(path: Path, data: bytes) -> None:
    make_folder(path.parent, HANDED_OVER)
    write_whole(path, data, mode=HANDED_OVER)
