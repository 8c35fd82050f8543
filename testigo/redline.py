"""How ``diff`` and ``compare`` show what they found."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode
from testigo.app import say, write

if TYPE_CHECKING:
    from pathlib import Path

    from evidence.content import Content
    from testigo.app import App


def show(
    app: App, before: Content, after: Content, names: tuple[str, str], out: Path | None
) -> ExitCode:
    """Write the redline in the asked form to ``out`` or standard output; broken when the substance
    differs."""
    from evidence.changes import compare
    from evidence.reports.forms.redline import Redline, render

    change = compare(before, after)
    pair = Redline(before, after, *names, change)
    text = render(pair, app.format, app.language, colour=out is None and sys.stdout.isatty())
    if out:
        write(out, text)
        say(f"written to {out}")
    else:
        click.echo(text, nl=False)
    return ExitCode.BROKEN if change.substantial else ExitCode.SOUND
