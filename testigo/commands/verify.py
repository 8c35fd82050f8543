"""``testigo verify``: hash everything again."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from evidence.errors import ExitCode
from testigo.app import App, common, say


@click.command("verify")
@common("text", "json")
def command(app: App) -> ExitCode:
    """Read every WARC record and check every hash and every row against the custody log.

    Each thing that was altered, removed or put in is named. Exit code 1 if there is any.
    """
    from evidence.custody.verify import verify

    store = app.store()
    try:
        findings = list(verify(app.folder, store))
        entries = store.one("SELECT COUNT(*) AS n FROM custody")
        captures = store.one("SELECT COUNT(*) AS n FROM captures")
    finally:
        store.close()
    bad = [finding for finding in findings if not finding.note]
    if app.format == "json":
        click.echo(
            json.dumps({"schema": 1, "sound": not bad, "findings": [asdict(f) for f in findings]}, indent=1)
        )
    else:
        for finding in findings:
            click.echo(f"{'note: ' if finding.note else ''}{finding.where}: {finding.problem}")
        assert entries is not None
        assert captures is not None
        say(f"{captures['n']} captures and {entries['n']} custody entries checked: "
            + (f"{len(bad)} not as recorded" if bad else "all as recorded"))  # fmt: skip
    return ExitCode.BROKEN if bad else ExitCode.SOUND
