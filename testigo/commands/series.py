"""``testigo series``: what became of each commitment of a plan from version to version."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from evidence.errors import ExitCode, UsageError
from evidence.reports.series import BINARY, FORMS, render
from testigo.app import App, common, say, write

if TYPE_CHECKING:
    from testigo import Series

ADD, REMOVE = "add", "remove"


@click.command("series")
@click.argument("name", required=False)
@click.argument("documents", nargs=-1, metavar="[add] DOC… | remove VERSION")
@click.option(
    "--date",
    "dates",
    multiple=True,
    metavar="DATE",
    help="When a version is from: 2017, 2017-05 or 2017-05-01; one for each DOC, in their order.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Write to a file.",
)
@common(*FORMS, lang=True)
def command(
    app: App,
    name: str | None,
    documents: tuple[str, ...],
    dates: tuple[str, ...],
    out: Path | None,
) -> ExitCode:
    """Tell what became of each commitment of a plan from version to version: kept, re-typeset,
    extended, reduced, weakened, changed at the core, merged, split, dropped, new; with both texts
    wherever one says less.

    DOC… are its versions: files (PDF, DOCX, HTML, ODT, XLSX, text), URLs, or captures (urn:uuid:…).

    \b
      testigo series NAME DOC DOC…           compare these now, store nothing
      testigo series NAME add DOC… --date …  keep versions in the folder
      testigo series NAME                    compare those that are kept
      testigo series NAME remove 2017        take one out again
      testigo series                         the plans that are kept

    Exit code 1 when anything was weakened, reduced or dropped, 3 when a version can't be read or
    compared, 0 when neither.
    """
    if name is None:
        for one in testigo.series_names(app.folder):
            click.echo(one)
        return ExitCode.SOUND
    if documents[:1] == (ADD,):
        _add(app, name, documents[1:], dates)
        found = testigo.series(app.folder, name)
    elif documents[:1] == (REMOVE,):
        for label in documents[1:]:
            testigo.remove_version(app.folder, name, label)
            say(f"{label} is no version of {name} any more")
        return ExitCode.SOUND
    elif documents:
        found = testigo.compare_versions(documents, dates=dates, name=name, folder=app.folder)
    else:
        found = testigo.series(app.folder, name)
    return show(app, found, out)


def _add(app: App, name: str, documents: tuple[str, ...], dates: tuple[str, ...]) -> None:
    if not documents:
        raise UsageError("name the documents to add: testigo series NAME add DOC…")
    added = testigo.add_versions(app.folder, name, documents, dates=dates)
    for place, new in zip(documents, added, strict=True):
        say(f"{place}: {'added' if new else 'there already, of the same date'}")


def show(app: App, series: Series, out: Path | None) -> ExitCode:
    """Write a series in the asked form to ``out`` or standard output."""
    if app.format in BINARY and out is None:
        raise UsageError(f"{app.format} goes to a file: add --out PLAN.{app.format}")
    made = render(series, app.format, app.language)
    if out:
        write(out, made)
        say(f"written to {out}")
    else:
        click.echo(made.decode("utf-8"), nl=False)
        sys.stdout.flush()
    return exit_code(series)


def exit_code(series: Series) -> ExitCode:
    """1 when anything was weakened, reduced or dropped, else 3 when something could not be told."""
    if series.is_alarming:
        return ExitCode.BROKEN
    return ExitCode.SOUND if series.is_whole else ExitCode.UNCHECKED
