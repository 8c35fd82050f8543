"""``testigo run``: one night, now."""

from __future__ import annotations

import dataclasses
import sys
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode
from testigo.app import App, common, exit_code, say

if TYPE_CHECKING:
    from crawler.run.night import Night
    from evidence.store import Store
    from evidence.store.due import Only


@click.command("run")
@click.option("--source", "chosen", metavar="ID", multiple=True,
              help="Only what this source cites; may be given again.")  # fmt: skip
@click.option("--only", type=click.Choice(["due", "broken", "all"]), default="due", show_default=True,
              help="What to look at: what is due, what is broken or could not be seen, or everything.")  # fmt: skip
@click.option("--rejudge", "again", is_flag=True, help="Ask nobody: judge all stored looks by today's rules and say "
              "what would differ. Changes nothing.")  # fmt: skip
@click.option("--no-archive", is_flag=True, help="Leave the web archives alone this time.")
@click.option("--time-budget", "hours", metavar="HOURS", type=click.FloatRange(min=0),
              help="Stop looking after so long; the rest comes first in the next run; 0 is no limit "
              "[default: night_hours of the configuration].")  # fmt: skip
@click.option(
    "--strict", is_flag=True, help="Exit 1 for suspected losses too, not only confirmed ones."
)
@common(lang=True)
def command(
    app: App,
    chosen: tuple[str, ...],
    only: Only,
    again: bool,
    no_archive: bool,
    hours: float | None,
    strict: bool,
) -> ExitCode:
    """Look at everything that is due: read the sources again, walk what they cite, keep what is
    there, and judge it.

    A run that was cut off, or whose time was up, is taken up where it stood. Exit code 1: broken
    evidence was found; 3: some URLs could not be checked, or nothing could be reached at all (then
    nothing is recorded as missing); 75: another run holds the folder.
    """
    from crawler.run.night import Night

    if again:
        return _rejudge(app, chosen)
    if hours is not None:
        crawl = dataclasses.replace(app.config.crawl, night_hours=hours)
        app = dataclasses.replace(app, config=dataclasses.replace(app.config, crawl=crawl))
    app.folder.create()
    store = app.store() if app.folder.exists else None
    if store is None and not app.config.sources:
        app.folder.require()
    if store is None:
        from evidence.store import Store

        store = Store(app.folder.database)
    with app.folder.hold():
        _read_again(app, store, chosen, only)
        night = Night.open(app.folder, app.config, only=only, sources=chosen)
        try:
            return _walk(app, night, strict, archive=not no_archive)
        finally:
            night.close()


def _read_again(app: App, store: Store, chosen: tuple[str, ...], only: Only) -> None:
    from crawler.sources import refresh
    from evidence.errors import UsageError
    from evidence.reports.safe import line

    try:
        # a board may be an hour's walk: not for another look at what is broken
        for problem in refresh.refresh(
            store, app.config, app.folder, chosen, boards_too=only != "broken"
        ):
            say(f"testigo: {line(problem)}")
        for source in chosen:
            if not store.one("SELECT 1 FROM sources WHERE id = ?", source):
                raise UsageError(f"no source has the id '{source}'; see testigo status")
    finally:
        store.close()


def _walk(app: App, night: Night, strict: bool, *, archive: bool) -> ExitCode:
    from crawler.run.process import walk
    from evidence.store import runs
    from evidence.verdicts.wording import label

    total = night.left
    with click.progressbar(
        length=total, label="", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        night.on_check = lambda _: bar.update(1)
        finished = walk(night, verbose=app.verbose) if total else _nothing(night)
    counts = runs.verdicts(night.store, night.run.id)
    click.echo(
        ", ".join(f"{n} {label(v, app.language)}" for v, n in sorted(counts.items()))
        or "nothing was due"
    )
    if not finished and not night.time_is_up:
        say(f"interrupted: {night.left} of {total} are still to do; run again to go on")
        return ExitCode.UNCHECKED
    if not finished:
        say(
            f"the time is up: {night.left} of {total} are still to do and come first in the next run"
        )
    if archive:
        from testigo.commands.archive import work

        work(app, night.store)
    rows = night.store.all(
        "SELECT st.verdict, st.certainty FROM standings st JOIN checks k ON k.url_id = st.url_id"
        " WHERE k.run_id = ?",
        night.run.id,
    )
    seen = {(row["verdict"], row["certainty"]) for row in rows}
    return exit_code(seen if finished else seen | {("unchecked", "confirmed")}, strict=strict)


def _rejudge(app: App, chosen: tuple[str, ...]) -> ExitCode:
    from evidence.looks.rejudge import rejudge_all
    from evidence.reports.safe import line
    from evidence.verdicts.wording import explain

    store = app.store()
    looks = differing = damaged = 0
    try:
        for judged in rejudge_all(app.folder, store, app.config.crawl.max_body, chosen):
            looks += 1
            if judged.problem:
                damaged += 1
                say(f"testigo: {judged.problem}")
            elif judged.difference:
                differing += 1
                before, after = judged.difference.before, judged.difference.after
                why = " ".join(explain(reason, app.language) for reason in after.reasons)
                click.echo(
                    f"{judged.checked_at[:19]}Z {line(judged.url)}: {before.cause} → {after.cause}. {line(why)}"
                )
    finally:
        store.close()
    say(f"{looks} looks judged again, {differing} would differ; nothing was changed")
    return ExitCode.UNCHECKED if damaged else ExitCode.SOUND


def _nothing(night: Night) -> bool:
    night.end_walk(finished=True)
    return True
