"""``testigo verify``: hash everything again."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, Terminal, common, say

if TYPE_CHECKING:
    from collections.abc import Iterator

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
@click.option("--witness", "witnesses", multiple=True, metavar="VKEY",
              help="The verifier key of a witness that must have cosigned; may be given again "
                   "[default: custody.witness, of which custody.witnesses_needed must].")  # fmt: skip
@click.option("--url", metavar="URL", help="With --proof and --replay: the cited URL.")
@click.option("--proof", type=click.Path(path_type=Path, dir_okay=False), metavar="OUT",
              help="Also write the proof of the last look at --url, for programs that check it without us "
                   "(C2SP tlog-proof), and print whom they have to trust (tlog-policy).")  # fmt: skip
@click.option("--replay", is_flag=True,
              help="Also open the pages that a browser has opened once more, from what is kept of them alone, and "
                   "say how like their capture they are.")  # fmt: skip
@common("text", "json")
def command(
    app: App,
    package: Path | None,
    key: str | None,
    roots: Path | None,
    witnesses: tuple[str, ...],
    url: str | None,
    proof: Path | None,
    replay: bool,
) -> ExitCode:
    """Read every WARC record and check every hash, row, seal and time-stamp.

    Checks the evidence folder, or a WACZ package from nothing but that file and the public key.
    Each thing that was altered, removed or put in is named, and who signed. Exit code 1 if there is
    any; 3 when it is sound in itself, but signed by nobody, or by a key that is not on this machine and
    that no --key names, or cosigned by fewer witnesses than are needed.
    """
    if bool(url) != bool(proof or replay) and not replay:
        raise click.UsageError("--proof and --url go together, and are about the evidence folder")
    if (proof or replay) and package:
        raise click.UsageError("--proof and --replay are about the evidence folder, not a package")
    with Terminal() as terminal:
        if package is not None:
            found = testigo.verify_package(
                package,
                key=key,
                roots=roots,
                witnesses=witnesses,
                folder=app.folder,
                listener=terminal,
            )
            checked = f"{found.captures} captures checked"
        else:
            found = testigo.verify(
                app.folder, key=key, roots=roots, witnesses=witnesses, listener=terminal
            )
            checked = f"{found.captures} captures and {found.entries} custody entries checked"
        replayed = None
        if replay and found.sound:
            replayed = testigo.replay(app.folder, url=url, listener=terminal)
    if replay and not found.sound:
        say("nothing is opened again: what is altered shows nothing")
    proven = None
    if url and proof and found.sound:
        proven = testigo.prove(app.folder, url, proof, witnesses=witnesses)
    elif proof:
        say(f"{proof} is not written: what is altered proves nothing")
    _print(app, found, checked, proven, replayed)
    return found.exit_code


def _print(
    app: App,
    found: testigo.Verification,
    checked: str,
    proven: testigo.Proven | None,
    replayed: testigo.Replayed | None,
) -> None:
    if app.format == "json":
        told = {"proof": proven.json()} if proven else {}
        told |= {"replay": replayed.json()} if replayed else {}
        click.echo(json.dumps({**found.json(), **told}, indent=1))
    else:
        for finding in found.findings:
            click.echo(f"{'note: ' if finding.note else ''}{finding.where}: {finding.problem}")
        bad = len(found.bad)
        say(
            f"{checked}, signed by {found.signer or 'nobody'}: "
            + (f"{bad} not as recorded" if bad else "all as recorded")
        )
        if proven:
            click.echo(proven.policy)
        for line in _low(replayed) if replayed else ():
            click.echo(line)
    if replayed:
        say(
            f"{len(replayed.pages)} pages opened again from what is kept of them alone: text "
            f"{_percent(replayed.mean('text'))}, picture {_percent(replayed.mean('picture'))} as captured, on average; "
            f"{len(replayed.low)} show something else"
        )
    say(_signer(found, "package" if found.entries is None else "folder"))
    for line in _witnesses(found.witnesses):
        say(line)
    if proven:
        say(
            f"entry {proven.entry} is in the log of {proven.size} entries, cosigned by {len(proven.witnesses)} "
            f"known witnesses: {proven.path} proves it of the leaf {proven.leaf}"
        )


def _low(replayed: testigo.Replayed) -> Iterator[str]:
    """A line for each page of which a replay shows something else than its capture."""
    from evidence.reports.safe import line

    for page in replayed.low:
        scores = f"text {_percent(page.text)}, picture {_percent(page.picture)} as captured"
        lacking = f"; nothing is kept for {page.lacking} of its requests" if page.lacking else ""
        yield (
            f"replay: {line(page.url)} of {page.captured_at}: "
            + (line(page.problem) if page.problem else f"{scores}{lacking}")
        )


def _percent(score: float | None) -> str:
    """A score as people say it: never 100% for what is not all of it."""
    return "not told" if score is None else f"{int(score * 1000) / 10:g}%"


def _witnesses(found: testigo.Witnessing) -> Iterator[str]:
    """How many witnesses vouch for each seal; nothing where there are none and none are needed."""
    from evidence.reports.safe import line

    of = len(found.known)
    for by, group in itertools.groupby(found.seals if of else (), lambda seal: seal.by):
        first, *rest = group
        names = ", ".join(line(key.partition("+")[0]) for key in by)
        entries = f"{first.entry} to {rest[-1].entry}" if rest else f"{first.entry}"
        yield (
            f"{'seals' if rest else 'seal'} of entry {entries}: cosigned by {len(by)} of {of} witnesses"
            + (f" ({names})" if names else "")
        )
    if not found.is_enough:
        since = f" from the seal of entry {found.lacking[0].entry} on" if found.lacking else ""
        yield f"not witnessed as you want it{since}: {found.needed} witnesses are needed"
    if found.strangers:
        names = ", ".join(line(key.partition("+")[0]) for key in found.strangers)
        yield f"also cosigned by {names}: not known here, and anybody can make such a witness (--witness)"


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
