"""``testigo series``: what became of each commitment of a plan from version to version."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import testigo
from evidence.errors import ExitCode, UsageError
from evidence.reports.series import BINARY, FORMS, render
from testigo.app import App, common, say, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from testigo import FoundVersions, Series

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
    "--archived",
    is_flag=True,
    help="Add what web archives have of each DOC, which is an address: each text once.",
)
@click.option(
    "--from", "first", type=int, metavar="YEAR", help="With --archived: no earlier copies."
)
@click.option("--to", "last", type=int, metavar="YEAR", help="With --archived: no later ones.")
@click.option("--board", metavar="ID", help="Add the documents that this results board lists …")
@click.option(
    "--match",
    metavar="TEXT",
    help="… under a title with this phrase, * for anything: 'plan de acción*2016'.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Write to a file.",
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
    """
    if name is None:
        for one in testigo.series_names(app.folder):
            click.echo(one)
        return ExitCode.SOUND
    asked = _Search(**search)
    if documents[:1] == (ADD,):
        _add(app, name, documents[1:], dates, asked)
        found = testigo.series(app.folder, name)
    elif asked.is_one:
        raise UsageError("versions are searched for with add: testigo series NAME add …")
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
                say(f"{one.location}: added, of {one.date or 'no date'}")
            for why in found.left_out:
                say(f"left out: {why}")
            if not found.versions:
                say("nothing new")
        return
    if not documents:
        raise UsageError("name the documents to add: testigo series NAME add DOC…")
    added = testigo.add_versions(app.folder, name, documents, dates=dates)
    for place, new in zip(documents, added, strict=True):
        say(f"{place}: {'added' if new else 'there already, of the same date'}")


def _found(
    app: App, name: str, documents: tuple[str, ...], dates: tuple[str, ...], asked: _Search
) -> Iterator[FoundVersions]:
    """What archives or a board have. Raises UsageError for options that don't go together."""
    if dates:
        raise UsageError(
            "copies and documents of a board are dated by themselves: leave --date out"
        )
    if asked.board or asked.match:
        if not (asked.board and asked.match) or documents or asked.archived:
            raise UsageError(
                "add what a board lists with --board ID --match TEXT, and nothing else"
            )
        yield testigo.add_listed(app.folder, name, asked.board, asked.match)
        return
    if not asked.archived:
        raise UsageError("--from and --to go with --archived")
    if not documents or not all(one.startswith(("http://", "https://")) for one in documents):
        raise UsageError("web archives are asked for an address: add URL --archived")
    for url in documents:
        yield testigo.add_archived(app.folder, name, url, first=asked.first, last=asked.last)


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
