"""``testigo report``: write what is broken."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, Terminal, common, hint

_HELP = Words(
    """Write the broken-evidence report: what is missing or changed, since when, and how we know.

    'summary' is one page for who has a minute; it, and 'html', are printed as PDF where PATH ends in .pdf.
    'atom' is a feed of what is new; 'references' lists corrected references, 'robustlinks' HTML links with
    their archived copies; 'datasette' is the metadata for: datasette evidence.db -m FILE. Nothing is asked of
    the network. Exit code 0 when the report was written, whatever it says.
    """,
    """Escribe el informe de evidencia rota: qué desapareció o cambió, desde cuándo y cómo lo sabemos.

    'summary' es una sola página, para quien tiene un minuto; esta forma y 'html' se imprimen en PDF si RUTA termina en
    .pdf. 'atom' es un canal de novedades; 'references' es la lista de referencias corregidas; 'robustlinks', de
    enlaces HTML con sus copias archivadas; 'datasette', los metadatos para: datasette evidence.db -m ARCHIVO. No se
    consulta nada en la red. Código de salida 0 cuando el informe se escribió, diga lo que diga.
    """,
)


of_tags = declare.option(
    "--tag",
    "tags",
    metavar=Words("WORD", "PALABRA"),
    multiple=True,
    help=Words(
        "Only what sources with this tag cite; may be given again.",
        "Solo lo que citan las fuentes con esta etiqueta; se puede repetir.",
    ),
)


@declare.command("report", _HELP)
@declare.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar=Words("PATH", "RUTA"),
    help=Words(
        "File to write, '-' for stdout [default: in the folder's reports/].",
        "Archivo que se va a escribir; '-' es la salida estándar [predeterminado: en la "
        "carpeta de evidencia, en reports/].",
    ),
)
@declare.option(
    "--source",
    metavar="ID",
    help=Words("Only what this source cites.", "Solo lo que cita esta fuente."),
)
@of_tags
@declare.option(
    "--all",
    "everything",
    is_flag=True,
    help=Words("Also what stands.", "También lo que sigue disponible."),
)
@common(
    "html",
    "csv",
    "json",
    "xlsx",
    "markdown",
    "junit",
    "sarif",
    "references",
    "robustlinks",
    "pdf",
    "summary",
    "atom",
    "datasette",
)
def command(
    app: App, out: Path | None, source: str | None, tags: tuple[str, ...], everything: bool
) -> ExitCode:
    with Terminal(verbose=app.verbose) as terminal:
        if out == Path("-"):
            pieces = testigo.report_pieces(
                app.folder,
                app.format,
                source=source,
                tags=tags,
                everything=everything,
                language=app.language,
                listener=terminal,
            )
            sys.stdout.buffer.writelines(pieces)
            return ExitCode.SOUND
    write_report(app, app.format, out, source=source, tags=tags, everything=everything)
    return ExitCode.SOUND


def write_report(
    app: App,
    form: str = "html",
    out: Path | None = None,
    *,
    source: str | None = None,
    tags: tuple[str, ...] = (),
    everything: bool = False,
) -> None:
    """Write a report, and say where it is."""
    with Terminal(verbose=app.verbose) as terminal:
        written = testigo.report(
            app.folder,
            form,
            out,
            source=source,
            tags=tags,
            everything=everything,
            language=app.language,
            listener=terminal,
        )
    hint(Words("report written to:", "informe escrito en:"))
    click.echo(str(written.path))
