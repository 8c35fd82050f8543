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
    Each thing that was altered, removed or put in is named, and who signed. Exit code 1 if there is
    any; 3 when it is sound in itself, but signed by nobody, or by a key that is not on this machine and
    that no --key names.
    """
    with Terminal() as terminal:
        if package is not None:
            found = testigo.verify_package(
                package, key=key, roots=roots, folder=app.folder, listener=terminal
            )
            checked = f"{found.captures} captures checked"
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
        say(
            f"{checked}, signed by {found.signer or 'nobody'}: "
            + (f"{bad} not as recorded" if bad else "all as recorded")
        )
    say(_signer(found, "package" if found.entries is None else "folder"))


def _signer(found: testigo.Verification, what: str) -> str:
    if found.signer is None:
        return f"nobody signed this {what}: whoever can write it can have made all of it anew"
    if found.signer_here:
        return "signed by a key of this machine"
    if found.signer_known:
        return "signed by the key that was named; its private half is not on this machine"
    sound = "sound in itself, but " if found.sound else ""
    return (
        f"{sound}its signer is not known to this machine, and anybody can make such a "
        f"{what}: say with --key by which key it must be signed"
    )
