"""``testigo run``: one night, now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

import testigo
from testigo.app import App, Terminal, common, say
from testigo.commands.archive import told

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.errors import ExitCode


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
@common()
def command(
    app: App,
    chosen: tuple[str, ...],
    only: Literal["due", "broken", "all"],
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
    if again:
        return _rejudge(app, chosen)
    with _Night(app.language) as night:
        result = testigo.run(
            app.folder,
            only=only,
            sources=chosen,
            archive=not no_archive,
            hours=hours,
            listener=night,
            verbose=app.verbose,
        )
    if result.archived:
        say(told(result.archived))
    return result.exit_code(strict=strict)


class _Night(Terminal):
    """Prints the counts as soon as the walk has ended: archives may take an hour after it."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __call__(self, event: testigo.Event) -> None:
        super().__call__(event)
        if not isinstance(event, testigo.Walked):
            return
        from evidence.verdicts.wording import label

        counts = (f"{n} {label(v, self._language)}" for v, n in event.verdicts.items())
        click.echo(", ".join(counts) or "nothing was due")
        left = f"{event.left} of {event.due} are still to do"
        if event.interrupted:
            say(f"interrupted: {left}; run again to go on")
        elif event.time_is_up:
            say(f"the time is up: {left} and come first in the next run")


def _rejudge(app: App, chosen: tuple[str, ...]) -> ExitCode:
    from evidence.reports.safe import line
    from evidence.verdicts.wording import explain

    result = testigo.rejudge(app.folder, sources=chosen)
    for judged in result.damaged:
        say(f"testigo: {judged.problem}")
    for judged in result.differing:
        assert judged.difference is not None
        before, after = judged.difference.before, judged.difference.after
        why = " ".join(explain(reason, app.language) for reason in after.reasons)
        when = f"{judged.checked_at[:19]}Z {line(judged.url)}"
        click.echo(f"{when}: {before.cause} → {after.cause}. {line(why)}")
    say(
        f"{result.looks} looks judged again, {len(result.differing)} would differ;"
        " nothing was changed"
    )
    return result.exit_code
