"""``testigo archive``: work the outbox of web archives."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, Offline, UsageError
from testigo.app import App, common, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from crawler.archives.worker import Tally
    from evidence.store import Store

_SECONDS = 25.0
"""How long `check` waits for archives: a look-up, a fetch and the first questions after a save, at
the 2.5 seconds between two requests that the Internet Archive allows. What is left waits for the
next pass."""


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
    from crawler import archives
    from crawler.run import timestamps
    from evidence.custody.log import seals
    from evidence.custody.warc import files
    from evidence.store import Store

    app.folder.require()
    if not archives.configured(app.config):
        raise UsageError(
            f"no web archive is switched on; set enabled = true in {app.folder.config}"
        )
    with app.folder.hold():
        store = Store(app.folder.database)
        try:
            files.recover(app.folder, store)
            tally = _work(app, store, budget)
            seals.seal(app.folder, store, timestamps.authorities(app.config))
        finally:
            store.close()
    _tell(tally)
    return ExitCode.UNCHECKED if tally.shut else ExitCode.SOUND


def work(app: App, store: Store) -> None:
    """One pass over the outbox at the end of a night, told on stderr. The caller holds the
    folder."""
    from crawler import archives

    if not archives.configured(app.config):
        return
    try:
        _tell(_work(app, store))
    except Offline as error:
        say(f"testigo: {error}")


def ask_about(app: App, store: Store, urls: Sequence[str], cited_on: date | None) -> None:
    """Look ``urls`` up, fetch the memento nearest to ``cited_on`` and save them, for as long as a
    person waits; only what is in the way is told. The caller holds the folder."""
    from crawler import archives
    from evidence.store.sources import url_id

    if not archives.configured(app.config):
        if cited_on:
            say(
                "testigo: no web archive is switched on: only copies that are kept already are compared with"
            )
        return
    try:
        tally = _work(
            app, store, urls=[url_id(url) for url in urls], seconds=_SECONDS, cited_on=cited_on
        )
    except Offline as error:
        say(f"testigo: {error}")
        return
    _remark(tally)


def _work(
    app: App,
    store: Store,
    budget: int | None = None,
    *,
    urls: Sequence[str] | None = None,
    seconds: float | None = None,
    cited_on: date | None = None,
) -> Tally:
    from crawler import archives
    from crawler.archives.outbox import Outbox

    # Scrapy's handlers outlive its reactor, and would swallow Ctrl-C from here on
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    outbox = Outbox(app.folder, app.config, store, archives.configured(app.config))
    return outbox.work(budget, urls=urls, seconds=seconds, cited_on=cited_on)


def _remark(tally: Tally) -> None:
    from evidence.reports.safe import line

    for remark in tally.remarks:  # they may quote the archive
        say(f"testigo: {line(remark)}")


def _tell(tally: Tally) -> None:
    _remark(tally)
    done = ", ".join(f"{n} {act} {state}" for (act, state), n in sorted(tally.closed.items()))
    say(f"archives: {done or 'nothing to do'}; {tally.waiting} waiting")
