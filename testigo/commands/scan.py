"""``testigo scan``: what would be checked."""

from __future__ import annotations

import csv
import json
import sys
from typing import Any

import click

import testigo
from evidence.bilingual import Words, counted
from evidence.errors import ExitCode
from evidence.kept import kept
from evidence.reports.words import CITATIONS
from testigo import declare
from testigo.api.sources import FIELDS
from testigo.app import App, common, first_of, remark, say

_OF = Words("{place}: {said}", "{place}: {said}")
_READ = Words("read on", "consultado el")
_ADDRESSES = (
    Words("{count} address", "{count} dirección"),
    Words("{count} addresses", "{count} direcciones"),
)


_HELP = Words(
    """Print the citations of files, URLs, or '-' for the standard input. Stores nothing.

    A file that can't be read is named on stderr; the others are read all the same, and the exit
    code is then 2. Where nothing is found in one of them it is 3.
    """,
    """Muestra las citas de archivos o direcciones, o de '-' para la entrada estándar. No guarda nada.

    Los archivos que no se pueden leer se señalan en stderr; los demás se leen de todos modos, y el código de salida es
    entonces 2. Si en alguno no se encuentra nada, es 3.
    """,
)


@declare.command("scan", _HELP)
@declare.argument("sources", nargs=-1, required=True, metavar=Words("SOURCE...", "FUENTE..."))
@common("text", "json", "ndjson", "csv")
def command(app: App, sources: tuple[str, ...]) -> ExitCode:
    rows: list[dict[str, Any]] = []
    codes = [ExitCode.SOUND]
    for source in sources:
        try:
            found = testigo.scan(source, app.folder)
        except testigo.SourceError as error:
            remark(error)
            codes.append(ExitCode.USAGE)
            continue
        for warning in found.warnings:
            remark(_OF, place=source, said=kept(warning))
        if app.format == "text" or not found.citations:
            remark(_OF, place=source, said=found.matched.text(app.language))
        if not found.citations:
            codes.append(ExitCode.UNCHECKED)
        rows.extend(found.json())
    if rows or ExitCode.USAGE not in codes:
        _print(rows, app)
    return first_of(codes)


def _print(rows: list[dict[str, Any]], app: App) -> None:
    from evidence.reports import safe

    form = app.format
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif form == "ndjson":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(FIELDS)
        for row in rows:
            cells = {
                name: " ".join(value) if isinstance(value, list) else value
                for name, value in row.items()
            }
            writer.writerow([safe.cell("" if cells[f] is None else str(cells[f])) for f in FIELDS])
    else:
        for row in rows:
            marker = f"[{row['marker']}] " if row["marker"] else ""
            read = f" ({_READ.text(app.language)} {row['accessed']})" if row["accessed"] else ""
            click.echo(safe.line(f"{marker}{row['url']}{read}"))
            if row["claim"]:
                click.echo(f"    {safe.line(row['claim'])[:200]}")
        addresses = len({row["url"] for row in rows})
        citations = counted(CITATIONS, len(rows), app.language)
        say(f"{citations}, {counted(_ADDRESSES, addresses, app.language)}")
