"""``testigo report``: write what is broken."""

from __future__ import annotations

from pathlib import Path

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common, say, write


@click.command("report")
@click.option("--out", type=click.Path(path_type=Path), metavar="PATH",
              help="File to write, '-' for stdout [default: in the folder's reports/].")  # fmt: skip
@click.option("--source", metavar="ID", help="Only what this source cites.")
@click.option("--all", "everything", is_flag=True, help="Also what stands.")
@common("html", "csv", "json", lang=True)
def command(app: App, out: Path | None, source: str | None, everything: bool) -> ExitCode:
    """Write the broken-evidence report: what is missing or changed, since when, and how we know.

    Nothing is asked of the network. Exit code 0 when the report was written, whatever it says.
    """
    from evidence.reports import FORMS, build

    store = app.store()
    try:
        if source and not store.one("SELECT 1 FROM sources WHERE id = ?", source):
            raise UsageError(f"no source has the id '{source}'; see testigo status")
        report = build(store, source=source, everything=everything, language=app.language)
    finally:
        store.close()
    text = FORMS[app.format](report)
    if out == Path("-"):
        click.echo(text, nl=False)
        return ExitCode.SOUND
    stamp = report.generated_at[:19].replace(":", "").replace("-", "")
    path = out or app.folder.reports / f"report-{stamp}.{app.format}"
    write(path, text)
    say("report written to:")
    click.echo(str(path))
    return ExitCode.SOUND
