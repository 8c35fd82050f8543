"""``testigo verify``: hash everything again."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode, StoreError, UsageError
from testigo.app import App, common, say

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from evidence.custody.finding import Finding
    from evidence.store import Store


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
    from evidence.custody.log import keys

    fingerprint = keys.fingerprint(key) if key else None
    trusted = _roots(app, roots)
    if package is not None:
        return _package(app, package, fingerprint, trusted)
    return _folder(app, fingerprint, trusted)


def _roots(app: App, given: Path | None) -> list[Certificate]:
    from evidence.custody.log import timestamps

    configured = app.config.custody.authority_roots
    path = given or (app.folder.path / configured if configured else None)
    try:
        return timestamps.roots_of(path)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: no root certificates can be read from it ({error})") from error


def _folder(app: App, key: str | None, roots: list[Certificate]) -> ExitCode:
    from evidence.custody.verify import verify

    store = app.store()
    size = sum(path.stat().st_size for path in app.folder.warc.glob("*.warc.gz"))
    try:
        with click.progressbar(length=size, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            findings = list(verify(app.folder, store, key=key, roots=roots, progress=bar.update))
        counts = store.one(
            "SELECT (SELECT COUNT(*) FROM captures) AS captures, (SELECT COUNT(*) FROM custody) AS entries"
        )
        assert counts is not None
        bad = [finding for finding in findings if not finding.note]
        if not bad:  # a log that is not sound is left as it is
            with store.transaction("verified", counts):
                pass
        elif app.config.notify.to:
            _note(store, bad)
    finally:
        store.close()
    return _say(
        app,
        findings,
        f"{counts['captures']} captures and {counts['entries']} custody entries checked",
    )


def _note(store: Store, bad: list[Finding]) -> None:
    """Let the next digest tell it, once for the same findings; what was found matters more than
    that it is told."""
    from evidence import clock
    from evidence.reports.safe import short
    from evidence.store import notices
    from evidence.vocabulary import TroubleKind

    first = short(f"{bad[0].where}: {bad[0].problem}", 200).encode("utf-8", "replace").decode()
    more = f" (+{len(bad) - 1})" if len(bad) > 1 else ""
    key = "\n".join(f"{finding.where}: {finding.problem}" for finding in bad)
    try:
        facts = {"problem": first + more}
        notices.note(store, TroubleKind.VERIFY_FAILED, facts, key, clock.stamp(clock.now()))
    except StoreError as error:
        say(f"this can't be kept for the next notice: {error}")


def _package(app: App, path: Path, key: str | None, roots: list[Certificate]) -> ExitCode:
    from evidence.custody.log import keys
    from evidence.custody.wacz import verify

    with click.progressbar(
        length=path.stat().st_size, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        result = verify.verify(path, key=key, roots=roots, progress=bar.update)
    known = key is not None or (
        result.signer is not None and keys.private(result.signer) is not None
    )
    done = _say(
        app, result.findings, f"{result.captures} captures checked, signed by {result.signer}"
    )
    if done is ExitCode.SOUND and not known:
        say(
            "sound in itself, but anybody can make such a package: say with --key by which key it must be signed"
        )
        return ExitCode.UNCHECKED
    return done


def _say(app: App, findings: list[Finding], checked: str) -> ExitCode:
    bad = [finding for finding in findings if not finding.note]
    if app.format == "json":
        click.echo(
            json.dumps(
                {"schema": 1, "sound": not bad, "findings": [asdict(f) for f in findings]}, indent=1
            )
        )
    else:
        for finding in findings:
            click.echo(f"{'note: ' if finding.note else ''}{finding.where}: {finding.problem}")
        say(f"{checked}: " + (f"{len(bad)} not as recorded" if bad else "all as recorded"))
    return ExitCode.BROKEN if bad else ExitCode.SOUND
