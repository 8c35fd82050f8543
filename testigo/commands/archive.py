"""``testigo archive``: work the outbox of web archives."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common, say

if TYPE_CHECKING:
    from evidence.store import Store


@click.command("archive")
@click.option("--budget", type=click.IntRange(min=0), metavar="N",
              help="Begin at most N look-ups, fetches and saves [default: what the day has left].")  # fmt: skip
@common()
def command(app: App, budget: int | None) -> ExitCode:
    """Work the outbox: look up in web archives what stood there when it was cited and what was last good,
    and save what stands there now; the most pressing first, within the archives' limits.

    Looking up needs no keys; to save, set IA_ACCESS_KEY and IA_SECRET_KEY
    (https://archive.org/account/s3.php).
    """
    from crawler import archives, timestamps
    from evidence.custody import seals, shelf
    from evidence.store import Store

    app.folder.require()
    if not archives.configured(app.config):
        raise UsageError(f"no web archive is switched on; set enabled = true in {app.folder.config}")
    with app.folder.hold():
        store = Store(app.folder.database)
        try:
            shelf.recover(app.folder, store)
            work(app, store, budget)
            seals.seal(app.folder, store, timestamps.authorities(app.config))
        finally:
            store.close()
    return ExitCode.SOUND


def work(app: App, store: Store, budget: int | None = None) -> None:
    """One pass over the outbox, told on stderr. The caller holds the folder."""
    from crawler import archives
    from crawler.outbox import Outbox

    # Scrapy's handlers outlive its reactor, and would swallow Ctrl-C from here on
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    configured = archives.configured(app.config)
    if not configured:
        return
    tally = Outbox(app.folder, app.config, store, configured).work(budget)
    for remark in tally.remarks:
        say(f"testigo: {remark}")
    done = ", ".join(f"{n} {act} {state}" for (act, state), n in sorted(tally.closed.items()))
    say(f"archives: {done or 'nothing to do'}; {tally.waiting} waiting")
