"""``testigo report``: write what is broken."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common, say

if TYPE_CHECKING:
    from evidence.bilingual import Language


@click.command("report")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH",
              help="File to write, '-' for stdout [default: in the folder's reports/].")  # fmt: skip
@click.option("--source", metavar="ID", help="Only what this source cites.")
@click.option("--all", "everything", is_flag=True, help="Also what stands.")
@common("html", "csv", "json", "xlsx", "markdown", "junit", "sarif", "references", "robustlinks", "pdf",
        "datasette")  # fmt: skip
def command(app: App, out: Path | None, source: str | None, everything: bool) -> ExitCode:
    """Write the broken-evidence report: what is missing or changed, since when, and how we know.

    'references' lists corrected references, 'robustlinks' HTML links with their archived copies;
    'datasette' is the metadata for: datasette evidence.db -m FILE. Nothing is asked of the network.
    Exit code 0 when the report was written, whatever it says.
    """
    progress = _progress(app.language)
    if out == Path("-"):
        pieces = testigo.report_pieces(
            app.folder,
            app.format,
            source=source,
            everything=everything,
            language=app.language,
            listener=progress,
        )
        sys.stdout.buffer.writelines(pieces)
        return ExitCode.SOUND
    written = testigo.report(
        app.folder,
        app.format,
        out,
        source=source,
        everything=everything,
        language=app.language,
        listener=progress,
    )
    say("report written to:")
    click.echo(str(written.path))
    return ExitCode.SOUND


def _progress(language: Language) -> testigo.Listener:
    """Says on a terminal how far each step has come."""
    from evidence.reports.words import word

    def told(event: testigo.Event) -> None:
        if isinstance(event, testigo.Progress) and sys.stderr.isatty():
            step, of = word(event.step, language), word("of", language)
            click.echo(
                f"\r\x1b[K{step}: {event.done} {of} {event.of}",
                nl=event.done == event.of,
                err=True,
            )

    return told
