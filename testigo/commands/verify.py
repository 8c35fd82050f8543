"""``testigo verify``: hash everything again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, Terminal, common, say

if TYPE_CHECKING:
    from evidence.errors import ExitCode


@click.command("verify")
@click.argument(
    "package", required=False, type=click.Path(path_type=Path, exists=True), metavar="[WACZ]"
)
@click.option(
    "--key", metavar="PEM|FINGERPRINT", help="The public key that the seals must be signed by."
)
@click.option("--roots", type=click.Path(path_type=Path, dir_okay=False), metavar="PEM",
              help="Root certificates of time-stamp authorities [default: custody.authority_roots].")  # fmt: skip
@common("text", "json")
def command(app: App, package: Path | None, key: str | None, roots: Path | None) -> ExitCode:
    """Read every WARC record and check every hash, row, seal and time-stamp.

    Checks the evidence folder, or a WACZ package from nothing but that file and the public key.
    Each thing that was altered, removed or put in is named. Exit code 1 if there is any; 3 when a
    package is sound in itself but nobody said by which --key it must be signed.
    """
    with Terminal() as terminal:
        if package is not None:
            found = testigo.verify_package(
                package, key=key, roots=roots, folder=app.folder, listener=terminal
            )
            checked = f"{found.captures} captures checked, signed by {found.signer}"
        else:
            found = testigo.verify(app.folder, key=key, roots=roots, listener=terminal)
            checked = f"{found.captures} captures and {found.entries} custody entries checked"
    _print(app, found, checked)
    return found.exit_code


def _print(app: App, found: testigo.Verification, checked: str) -> None:
    if app.format == "json":
        click.echo(json.dumps(found.json(), indent=1))
    else:
        for finding in found.findings:
            click.echo(f"{'note: ' if finding.note else ''}{finding.where}: {finding.problem}")
        bad = len(found.bad)
        say(f"{checked}: " + (f"{bad} not as recorded" if bad else "all as recorded"))
    if found.sound and not found.signer_known:
        say(
            "sound in itself, but anybody can make such a package: say with --key by which key it must be signed"
        )
