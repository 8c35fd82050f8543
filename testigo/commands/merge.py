"""``testigo merge``: take in another folder's evidence."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from evidence.errors import ExitCode, StoreError
from testigo.app import App, common, say


@click.command("merge")
@click.argument(
    "other", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="FOLDER"
)
@click.option(
    "--key", metavar="PEM|FINGERPRINT", help="The public key that FOLDER's seals must be signed by."
)
@common()
def command(app: App, other: Path, key: str | None) -> ExitCode:
    """Take in another evidence folder: its captures, citations and checks, and its whole custody
    log.

    FOLDER must verify; it stays as it is. Merging it again takes in only what is new since. Where
    both folders looked at one URL, its standing is made anew from the checks of both.
    """
    from evidence.custody.log import keys
    from evidence.custody.merge import merge
    from evidence.errors import UsageError
    from evidence.folder import EvidenceFolder
    from evidence.looks.settle import resettle
    from evidence.store import Store
    from evidence.verdicts.settings import rules_of

    source = EvidenceFolder(other)
    source.require()
    if source.path.resolve() == app.folder.path.resolve():
        raise UsageError("a folder can't be merged into itself")
    app.folder.create()
    store = Store(app.folder.database)
    try:
        with app.folder.hold(), source.hold():
            settle = partial(resettle, rules=rules_of(app.config.standing))
            fingerprint = keys.fingerprint(key) if key else None
            new = merge(app.folder, store, source, settle, key=fingerprint)
    except OSError as error:
        raise StoreError(app.folder.path, f"can't be written ({error.strerror})") from error
    finally:
        store.close()
    say(f"{new} rows taken in from {other}" if new else f"nothing in {other} is new")
    return ExitCode.SOUND
