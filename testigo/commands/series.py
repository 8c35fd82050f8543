"""``testigo series``: what became of each commitment of a plan from version to version."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode, UsageError
from evidence.kept import kept
from evidence.reports.series import BINARY, FORMS, render
from testigo import declare
from testigo.app import App, common, hint, say, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from testigo import FoundVersions, Series

ADD, REMOVE = "add", "remove"


_HELP = Words(
    """Tell what became of each commitment of a plan from version to version: kept, re-typeset,
    extended, reduced, weakened, changed at the core, merged, split, dropped, new; with both texts
    wherever one says less.

    DOC… are its versions: files (PDF, DOCX, HTML, ODT, XLSX, text), URLs, or captures (urn:uuid:…).

    \b
      testigo series NAME DOC DOC…           compare these now, store nothing
      testigo series NAME add DOC… --date …  keep versions in the folder
      testigo series NAME add URL --archived [--from YEAR] [--to YEAR]
      testigo series NAME add --board ID --match TEXT
      testigo series NAME                    compare those that are kept
      testigo series NAME remove 2017        take one out again
      testigo series                         the plans that are kept

    Exit code 1 when anything was weakened, reduced or dropped, 3 when a version can't be read or
    compared, 0 when neither.
    """,
    """Dice qué fue de cada compromiso de un plan de una versión a otra: se mantuvo, solo cambió de formato, se
    amplió, se redujo, se debilitó, cambió en lo esencial, se fusionó, se dividió, se eliminó, es nuevo; con los dos
    textos dondequiera que uno diga menos.

    DOC… son sus versiones: archivos (PDF, DOCX, HTML, ODT, XLSX, texto), direcciones o capturas (urn:uuid:…).

    \b
      testigo series NOMBRE DOC DOC…            comparar estas ahora, sin guardar nada
      testigo series NOMBRE add DOC… --date …   guardar versiones en la carpeta
      testigo series NOMBRE add URL --archived [--from AÑO] [--to AÑO]
      testigo series NOMBRE add --board ID --match TEXTO
      testigo series NOMBRE                     comparar las que se guardan
      testigo series NOMBRE remove 2017         volver a quitar una
      testigo series                            los planes que se guardan

    Código de salida 1 si algo se debilitó, se redujo o se eliminó, 3 si alguna versión no se puede leer o comparar,
    0 si no ocurrió nada de eso.
    """,
)


_NONE = Words(
    "no plan is kept yet; a first version goes in with: {command}",
    "aún no se guarda ningún plan; la primera versión se agrega con: {command}",
)


@declare.command("series", _HELP)
@declare.argument("name", required=False, metavar=Words("[NAME]", "[NOMBRE]"))
@declare.argument(
    "documents",
    nargs=-1,
    metavar=Words("[add] DOC… | remove VERSION", "[add] DOC… | remove VERSIÓN"),
)
@declare.option(
    "--date",
    "dates",
    multiple=True,
    metavar=Words("DATE", "FECHA"),
    help=Words(
        "When a version is from: 2017, 2017-05 or 2017-05-01; one for each DOC, in their order.",
        "De cuándo es cada versión: 2017, 2017-05 o 2017-05-01; una por DOC, en el mismo orden.",
    ),
)
@declare.option(
    "--archived",
    is_flag=True,
    help=Words(
        "Add what web archives have of each DOC, which is an address: each text once.",
        "Agrega lo que los archivos web tienen de cada DOC, que debe ser una dirección: cada "
        "texto una sola vez.",
    ),
)
@declare.option(
    "--from",
    "first",
    type=int,
    metavar=Words("YEAR", "AÑO"),
    help=Words("With --archived: no earlier copies.", "Con --archived: ninguna copia anterior."),
)
@declare.option(
    "--to",
    "last",
    type=int,
    metavar=Words("YEAR", "AÑO"),
    help=Words("With --archived: no later ones.", "Con --archived: ninguna posterior."),
)
@declare.option(
    "--board",
    metavar="ID",
    help=Words(
        "Add the documents that this results board lists …",
        "Agrega los documentos que enumera este tablero de resultados …",
    ),
)
@declare.option(
    "--match",
    metavar=Words("TEXT", "TEXTO"),
    help=Words(
        "… under a title with this phrase, * for anything: 'plan de acción*2016'.",
        "… con un título que contenga esta frase, * en lugar de cualquier cosa: 'plan de "
        "acción*2016'.",
    ),
)
@declare.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=Words("PATH", "RUTA"),
    help=Words("Write to a file.", "Escribe en un archivo."),
)
@common(*FORMS)
def command(
    app: App,
    name: str | None,
    documents: tuple[str, ...],
    dates: tuple[str, ...],
    out: Path | None,
    **search: Any,
) -> ExitCode:
    if name is None:
        names = testigo.series_names(app.folder)
        for one in names:
            click.echo(one)
        if not names:
            hint(_NONE, command=app.command("series", "plan", "add", "plan-2016.pdf"))
        return ExitCode.SOUND
    asked = _Search(**search)
    if documents[:1] == (ADD,):
        _add(app, name, documents[1:], dates, asked)
        found = testigo.series(app.folder, name)
    elif asked.is_one:
        raise UsageError(
            Words(
                "versions are searched for with add: testigo series NAME add …",
                "las versiones se buscan con add: testigo series NOMBRE add …",
            )
        )
    elif documents[:1] == (REMOVE,):
        for label in documents[1:]:
            testigo.remove_version(app.folder, name, label)
            say(
                Words(
                    "{label} is no version of {name} any more",
                    "{label} ya no es una versión de {name}",
                ),
                label=label,
                name=name,
            )
        return ExitCode.SOUND
    elif documents:
        found = testigo.compare_versions(documents, dates=dates, name=name, folder=app.folder)
    else:
        found = testigo.series(app.folder, name)
    return show(app, found, out)


_ADDED = Words("{place}: added", "{place}: agregada")
_THERE = Words("{place}: there already, of the same date", "{place}: ya estaba, con la misma fecha")


@dataclass(frozen=True, slots=True)
class _Search:
    """Where versions are searched for."""

    archived: bool
    first: int | None
    last: int | None
    board: str | None
    match: str | None

    @property
    def is_one(self) -> bool:
        """Whether anything of it was asked for."""
        return bool(self.archived or self.first or self.last or self.board or self.match)


def _add(
    app: App, name: str, documents: tuple[str, ...], dates: tuple[str, ...], asked: _Search
) -> None:
    if asked.is_one:
        for found in _found(app, name, documents, dates, asked):
            for one in found.versions:
                say(
                    Words("{place}: added, of {date}", "{place}: agregada, fecha: {date}"),
                    place=one.location,
                    date=one.date or Words("no date", "sin fecha"),
                )
            for why in found.left_out:
                say(Words("left out: {why}", "se dejó fuera: {why}"), why=kept(why))
            if not found.versions:
                say(Words("nothing new", "nada nuevo"))
        return
    if not documents:
        raise UsageError(
            Words(
                "name the documents to add: testigo series NAME add DOC…",
                "indique los documentos que se agregan: testigo series NOMBRE add DOC…",
            )
        )
    added = testigo.add_versions(app.folder, name, documents, dates=dates)
    for place, new in zip(documents, added, strict=True):
        say(_ADDED if new else _THERE, place=place)


def _found(
    app: App, name: str, documents: tuple[str, ...], dates: tuple[str, ...], asked: _Search
) -> Iterator[FoundVersions]:
    """What archives or a board have. Raises UsageError for options that don't go together."""
    if dates:
        raise UsageError(
            Words(
                "copies and documents of a board are dated by themselves: leave --date out",
                "las copias y los documentos de un tablero ya tienen su fecha: omita --date",
            )
        )
    if asked.board or asked.match:
        if not (asked.board and asked.match) or documents or asked.archived:
            raise UsageError(
                Words(
                    "add what a board lists with --board ID --match TEXT, and nothing else",
                    "lo que enumera un tablero se agrega con --board ID --match TEXTO, sin "
                    "nada más",
                )
            )
        yield testigo.add_listed(app.folder, name, asked.board, asked.match)
        return
    if not asked.archived:
        raise UsageError(
            Words("--from and --to go with --archived", "--from y --to solo se usan con --archived")
        )
    if not documents or not all(one.startswith(("http://", "https://")) for one in documents):
        raise UsageError(
            Words(
                "web archives are asked for an address: add URL --archived",
                "a los archivos web se les pregunta por una dirección: add URL --archived",
            )
        )
    for url in documents:
        yield testigo.add_archived(app.folder, name, url, first=asked.first, last=asked.last)


def show(app: App, series: Series, out: Path | None) -> ExitCode:
    """Write a series in the asked form to ``out`` or standard output."""
    if app.format in BINARY and out is None:
        raise UsageError(
            Words(
                "{form} goes to a file: add --out PLAN.{form}",
                "{form} se escribe en un archivo: agregue --out PLAN.{form}",
            ),
            form=app.format,
        )
    made = render(series, app.format, app.language)
    if out:
        write(out, made)
        say(Words("written to {place}", "escrito en {place}"), place=out)
    else:
        click.echo(made.decode("utf-8"), nl=False)
        sys.stdout.flush()
    return exit_code(series)


def exit_code(series: Series) -> ExitCode:
    """1 when anything was weakened, reduced or dropped, else 3 when something could not be told."""
    if series.is_alarming:
        return ExitCode.BROKEN
    return ExitCode.SOUND if series.is_whole else ExitCode.UNCHECKED
