"""``testigo archive``: work the outbox of web archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, Terminal, common, say

if TYPE_CHECKING:
    from evidence.errors import ExitCode


@click.command("archive")
@click.option("--budget", type=click.IntRange(min=0), metavar="N",
              help="Begin at most N look-ups, fetches and saves [default: what the day has left].")  # fmt: skip
@common()
def command(app: App, budget: int | None) -> ExitCode:
    """Work the outbox: look up in web archives what stood there when it was cited and what was last
    good, and save what stands there now; the most pressing first, within the archives' limits.

    Looking up needs no keys; to save, set IA_ACCESS_KEY and IA_SECRET_KEY
    (https://archive.org/account/s3.php). Exit code 3: an archive is in trouble and was left alone,
    or nothing can be reached; what waits for it is kept.
    """
    with Terminal() as terminal:
        done = testigo.archive(app.folder, budget, listener=terminal)
    say(told(done))
    return done.exit_code


def told(done: testigo.Archived) -> str:
    """What a pass over the outbox came to, in a line."""
    jobs = ", ".join(f"{n} {act} {state}" for (act, state), n in sorted(done.closed.items()))
    return f"archives: {jobs or 'nothing to do'}; {done.waiting} waiting"
