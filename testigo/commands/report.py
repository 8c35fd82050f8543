"""``testigo report``: write what is broken."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common, say, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.bilingual import Language
    from evidence.reports import Report
    from evidence.store import Store


@click.command("report")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH",
              help="File to write, '-' for stdout [default: in the folder's reports/].")  # fmt: skip
@click.option("--source", metavar="ID", help="Only what this source cites.")
@click.option("--all", "everything", is_flag=True, help="Also what stands.")
@common("html", "csv", "json", "xlsx", "markdown", "junit", "sarif", "references", "robustlinks", "pdf",
        "datasette", lang=True)  # fmt: skip
def command(app: App, out: Path | None, source: str | None, everything: bool) -> ExitCode:
    """Write the broken-evidence report: what is missing or changed, since when, and how we know.

    'references' lists corrected references, 'robustlinks' HTML links with their archived copies;
    'datasette' is the metadata for: datasette evidence.db -m FILE. Nothing is asked of the network.
    Exit code 0 when the report was written, whatever it says.
    """
    from evidence.reports import FORMS, build

    store = app.store()
    try:
        if source and not store.one("SELECT 1 FROM sources WHERE id = ?", source):
            raise UsageError(f"no source has the id '{source}'; see testigo status")
        report = build(store, source=source, everything=everything, language=app.language,
                       folder=app.folder.path, progress=_progress(app.language))  # fmt: skip
        form = FORMS[app.format]
        if out == Path("-"):
            sys.stdout.buffer.writelines(form(report))
            return ExitCode.SOUND
        stamp = report.generated_at[:19].replace(":", "").replace("-", "")
        path = out or app.folder.reports / f"report-{stamp}.{form.suffix}"
        write(path, form(report))
        _record(store, report, path, app.format, source)
    finally:
        store.close()
    say("report written to:")
    click.echo(str(path))
    return ExitCode.SOUND


def _progress(language: Language) -> Callable[[str, int, int], None] | None:
    """Says on a terminal how far each step has come."""
    from evidence.reports.words import word

    def told(step: str, done: int, of: int) -> None:
        click.echo(
            f"\r\x1b[K{word(step, language)}: {done} {word('of', language)} {of}",
            nl=done == of,
            err=True,
        )

    return told if sys.stderr.isatty() else None


def _record(store: Store, report: Report, path: Path, form: str, source: str | None) -> None:
    """The custody log remembers each report by its digest: which one was sent, and what is new
    after it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    run = report.run.id if report.run else None
    detail = {"form": form, "source": source, "run": run, "sha256": digest}
    with store.transaction("reported", detail):
        pass
