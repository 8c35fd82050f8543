"""``testigo compare``: what one version lost against another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import testigo
from evidence.bilingual import Words
from testigo import declare
from testigo.app import App, common, say, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.errors import ExitCode


_HELP = Words(
    """Show what was taken out, put in and moved between OLD and NEW: files (PDF, HTML, DOCX, ODT,
    XLSX, CSV, text), URLs, or captures (urn:uuid:…), of whatever formats.

    Exit code 1 when the substance differs, 0 when it does not.
    """,
    """Muestra qué se quitó, qué se agregó y qué se movió entre ANTES y AHORA: archivos (PDF, HTML, DOCX, ODT, XLSX,
    CSV, texto), direcciones o capturas (urn:uuid:…), en cualquier formato.

    Código de salida 1 si cambió lo sustancial, 0 si no.
    """,
)


def redlined(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of those that show a redline."""
    options = (
        declare.option(
            "--out",
            type=click.Path(path_type=Path, dir_okay=False),
            metavar=Words("PATH", "RUTA"),
            help=Words("Write to a file.", "Escribe en un archivo."),
        ),
        declare.option(
            "--whole",
            is_flag=True,
            help=Words(
                "Show unchanged passages whole, not folded.",
                "Muestra completos los pasajes sin cambios, en lugar de plegarlos.",
            ),
        ),
    )
    made = common("text", "unified", "html", "side-by-side", "json")(function)
    for option in reversed(options):
        made = option(made)
    return made


@declare.command("compare", _HELP)
@declare.argument("old", metavar=Words("OLD", "ANTES"))
@declare.argument("new", metavar=Words("NEW", "AHORA"))
@redlined
def command(app: App, old: str, new: str, out: Path | None, whole: bool) -> ExitCode:
    return show(app, testigo.compare(old, new, app.folder), out, whole=whole)


WRITTEN = Words("written to {place}", "escrito en {place}")


def show(app: App, found: testigo.Redline, out: Path | None, *, whole: bool) -> ExitCode:
    """Write a redline in the asked form to ``out`` or standard output."""
    colour = out is None and sys.stdout.isatty()
    text = found.render(app.format, app.language, colour=colour, whole=whole)
    if out:
        write(out, text)
        say(WRITTEN, place=out)
    else:
        click.echo(text, nl=False)
    return found.exit_code
