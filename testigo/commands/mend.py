"""``testigo mend``: the same document with corrected references."""

from __future__ import annotations

from pathlib import Path

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common, say

_HELP = Words(
    """Write a document again with its references put right: DOCX, ODT, Markdown, HTML, BibTeX,
    CSL-JSON, RIS, XLSX, CSV, plain text; of a PDF a copy with notes.

    SOURCE is a file, a URL, or the id of a registered source. Each reference that is confirmed to be
    lost or altered gets the archived copy of the right time, or where the document stands now; all
    else stays as it is, byte by byte. --lang is the language of the added words.
    """,
    """Vuelve a escribir un documento con sus referencias corregidas: DOCX, ODT, Markdown, HTML, BibTeX, CSL-JSON, RIS,
    XLSX, CSV, texto simple; de un PDF, una copia con notas.

    FUENTE es un archivo, una dirección o el id de una fuente registrada. Cada referencia cuya pérdida o alteración
    está confirmada recibe la copia archivada del momento adecuado, o el lugar donde ahora está el documento; todo lo
    demás queda igual, byte por byte. --lang es el idioma de las palabras que se agregan.
    """,
)


@declare.command("mend", _HELP)
@declare.argument("source", metavar=Words("SOURCE", "FUENTE"))
@declare.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=Words("FILE", "ARCHIVO"),
    help=Words("The file to write.", "El archivo que se va a escribir."),
)
@declare.option(
    "--dry-run",
    is_flag=True,
    help=Words("Only list what would be put right.", "Solo enumera lo que se corregiría."),
)
@declare.option(
    "--style",
    default="note",
    show_default=True,
    metavar=Words("STYLE", "ESTILO"),
    help=Words(
        "'note': the address stays, words behind it tell the archived copy; 'swap': the new "
        "address takes its place; 'link': only link targets change; or words of your own with "
        "{new}, {old} and {date}.",
        "'note': se deja la dirección y a continuación se indica la copia archivada; 'swap': "
        "la dirección nueva ocupa su lugar; 'link': solo cambia el destino de los enlaces; o "
        "un texto propio con {new}, {old} y {date}.",
    ),
)
@declare.option(
    "--track-changes",
    is_flag=True,
    help=Words(
        "DOCX: as tracked changes, to accept one by one.",
        "DOCX: con control de cambios, para aceptarlos uno por uno.",
    ),
)
@declare.option(
    "--author",
    default="Testigo",
    show_default=True,
    help=Words("Whose tracked changes they are.", "A nombre de quién quedan los cambios."),
)
@declare.option(
    "--moved",
    is_flag=True,
    help=Words(
        "Also what moved and is still led to.",
        "También lo que cambió de dirección y todavía redirige a la nueva.",
    ),
)
@declare.option(
    "--unconfirmed",
    is_flag=True,
    help=Words(
        "Also what is only probable or suspected.",
        "También lo que solo es probable o una sospecha.",
    ),
)
@common("text", "json")
def command(
    app: App,
    source: str,
    out: Path | None,
    dry_run: bool,
    style: str,
    track_changes: bool,
    author: str,
    moved: bool,
    unconfirmed: bool,
) -> ExitCode:
    if not dry_run and out is None:
        raise testigo.UsageError(
            Words(
                "name the file to write with --out, or ask for --dry-run",
                "indique con --out el archivo que se va a escribir, o use --dry-run",
            )
        )
    done = testigo.mend(
        app.folder,
        source,
        None if dry_run else out,
        style=style,
        language=app.language,
        moved=moved,
        unconfirmed=unconfirmed,
        author=author if track_changes else "",
    )
    if app.format == "json":
        from evidence.reports.safe import dumps

        click.echo(dumps(done.json(), indent=1))
    else:
        _tell(done, app)
    return ExitCode.SOUND


def _tell(done: testigo.Mending, app: App) -> None:
    from evidence.reports.mend_words import by_hand, lines, word
    from evidence.reports.safe import short

    for place in done.places:
        click.echo("\n".join(lines(place, app.language)))
    for url in done.unplaced:
        click.echo("\n".join(by_hand(url, app.language)))
    if done.without:
        say(word("without", app.language))
    for url in done.without:
        say(f"    {short(url)}")
    if not done.places and not done.unplaced:
        say(word("unreplaced" if done.without else "nothing", app.language))
    else:
        say(word("done" if done.path else "would", app.language, done=done.done, left=done.left))
    if done.path:
        say(word("written" if done.done else "unchanged", app.language))
        click.echo(str(done.path))
