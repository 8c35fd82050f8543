"""``testigo diff``: the redline of one URL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, UsageError
from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.store.answers import CapturedAt
    from evidence.store.due import KnownCapture


@click.command("diff")
@click.argument("url")
@click.option("--from", "since", default="", metavar="TIME", help="Capture to begin with: the last one not after "
              "TIME, as 2026-11-21 or 2026-11-21T18:00:00Z [default: the baseline].")  # fmt: skip
@click.option(
    "--to", "until", default="", metavar="TIME", help="Capture to end with [default: the latest]."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="Write to a file.",
)
@common("text", "unified", "html", "side-by-side", "json", lang=True)
def command(app: App, url: str, since: str, until: str, out: Path | None) -> ExitCode:
    """Show what was taken out, put in and moved in URL between two captures of the folder.

    Nothing is asked of the network. Exit code 1 when the substance differs, 0 when it does not.
    """
    from evidence.looks.contents import stored_content
    from testigo.redline import show

    store = app.store()
    try:
        old, new = _captures(store, url, since, until)
    finally:
        store.close()
    before, after = (
        stored_content(app.folder.path, one, app.config.crawl.max_body) for one in (old, new)
    )
    return show(app, before, after, (f"{url} {old.captured_at}", f"{url} {new.captured_at}"), out)


def _captures(store: Store, url: str, since: str, until: str) -> tuple[KnownCapture, KnownCapture]:
    from evidence.store import answers, due, looks
    from evidence.store.sources import url_id

    captures = answers.captures_of(store, url_id(url))
    if not captures:
        raise UsageError("no capture of this URL shows a document; testigo check looks now")
    standing = looks.standing(store, url_id(url))
    baseline = (standing and standing.baseline_id) or captures[0].id
    first = _at(captures, since) if since else baseline
    last = _at(captures, until) if until else captures[-1].id
    old, new = due.capture(store, first), due.capture(store, last)
    assert old is not None
    assert new is not None
    return old, new


def _at(captures: list[CapturedAt], time: str) -> str:
    """The last capture that is not after ``time``; a bare date means its end."""
    limit = time if "T" in time else f"{time}T99"
    before = [one.id for one in captures if one.captured_at <= limit]
    if not before:
        raise UsageError(
            f"no capture as early as {time}; the first is of {captures[0].captured_at}"
        )
    return before[-1]
