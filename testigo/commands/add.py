"""``testigo add``: register reports and boards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words, counted
from evidence.errors import ExitCode
from evidence.kept import kept
from evidence.reports.words import CITATIONS
from testigo import declare
from testigo.app import App, common, first_of, remark, say

if TYPE_CHECKING:
    from evidence.bilingual import Language

_NEWS = Words(
    "{added} new, {gone} gone, {repointed} re-pointed",
    "nuevas: {added}, retiradas: {gone}, con otra dirección: {repointed}",
)
_OF = Words("{place}: {said}", "{place}: {said}")
_LEFT_OUT = Words("  left out: {out}", "  se dejó fuera: {out}")
_MENDED = Words(
    "the same document, read better by this version: {added} new, {gone} taken for none now, {repointed} with "
    "another address",
    "el mismo documento, que esta versión lee mejor: nuevas: {added}, ya no se toman por citas: {gone}, con otra "
    "dirección: {repointed}",
)
_SAME = Words("unchanged", "sin cambios")


_HELP = Words(
    """Register files or URLs as sources and read their citations.

    SOURCE is a file, a URL, or '-' for the standard input, of which the folder keeps a copy. Adding a
    source again reads it again. A plain list is a source, too: an address a line; what stands behind it, or as
    '# note' on the line above, is said of it, as are the other cells of its row in a table. The evidence folder
    is made if it is not there. Exit code 3: nothing was found in one of them.
    """,
    """Registra archivos o direcciones como fuentes y lee sus citas.

    FUENTE es un archivo, una dirección, o '-' para la entrada estándar, de la que la carpeta guarda una copia. Si se
    agrega de nuevo una fuente, se vuelve a leer. También es fuente una simple lista: una dirección por renglón; lo que
    sigue a la dirección, o está como '# nota' en el renglón de arriba, se dice de ella, igual que las demás celdas de
    su fila en una tabla. La carpeta de evidencia se crea si no existe. Código de salida 3: en alguna no se encontró
    nada.
    """,
)


@declare.command("add", _HELP)
@declare.argument("sources", nargs=-1, required=True, metavar=Words("SOURCE...", "FUENTE..."))
@declare.option(
    "--kind",
    type=click.Choice(["report", "board"]),
    default="report",
    show_default=True,
    help=Words(
        "A report is read as it is; a board on the web is walked.",
        "Un informe se lee tal cual; un tablero en la web se recorre.",
    ),
)
@declare.option(
    "--title",
    default="",
    help=Words("Title [default: the source's own].", "Título [predeterminado: el de la fuente]."),
)
@declare.option(
    "--published",
    default="",
    metavar=Words("DATE", "FECHA"),
    help=Words("When it was published, as 2019-09-30.", "Cuándo se publicó, como 2019-09-30."),
)
@declare.option(
    "--id",
    "identifier",
    default="",
    help=Words(
        "Short name [default: made from the file's name].",
        "Nombre corto [predeterminado: a partir del nombre del archivo].",
    ),
)
@declare.option(
    "--tag",
    "tags",
    multiple=True,
    metavar=Words("WORD", "PALABRA"),
    help=Words(
        "Word to sort it by; may be given again.", "Palabra para clasificarla; se puede repetir."
    ),
)
@common()
def command(
    app: App,
    sources: tuple[str, ...],
    kind: str,
    title: str,
    published: str,
    identifier: str,
    tags: tuple[str, ...],
) -> ExitCode:
    if identifier and len(sources) > 1:
        raise testigo.UsageError(
            Words(
                "--id names one source; add them one by one",
                "--id nombra una sola fuente; agréguelas una por una",
            )
        )
    codes = [ExitCode.SOUND]
    for location in sources:
        try:
            added = testigo.add(
                app.folder,
                location,
                kind=kind,
                title=title,
                published=published,
                source_id=identifier,
                tags=tags,
            )
        except testigo.SourceError as error:
            remark(error)
            codes.append(ExitCode.USAGE)
            continue
        facts = {"added": added.added, "gone": added.gone, "repointed": added.repointed}
        differs = any(facts.values()) if added.mended else added.changed
        told_by = _MENDED if added.mended else _NEWS
        news = (told_by if differs else _SAME).filled(app.language, facts)
        click.echo(f"{added.id}: {counted(CITATIONS, added.citations, app.language)}, {news}")
        told = added.matched.text(app.language)
        if added.citations:
            say(f"  {told}")
        _say_board(added, app.language)
        for warning in added.warnings:
            remark(_OF, place=location, said=kept(warning))
        if not added.citations and added.board is None:
            remark(_OF, place=location, said=told)
            codes.append(ExitCode.UNCHECKED)
    return first_of(codes)


def _say_board(added: testigo.Added, language: Language) -> None:
    """How the walk through a board went, and what was left out."""
    from evidence.reports.board_words import left_out, summary

    if added.board:
        say(f"  {summary(added.board, language)}")
        for out in added.board.visits[0].left_out:
            say(_LEFT_OUT, out=left_out(out, language))
