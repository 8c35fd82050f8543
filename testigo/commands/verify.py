"""``testigo verify``: hash everything again."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words, counted
from testigo import declare
from testigo.app import App, Terminal, common, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evidence.bilingual import Language
    from evidence.errors import ExitCode


_HELP = Words(
    """Read every WARC record and check every hash, row, seal and time-stamp.

    Checks the evidence folder, or a WACZ package from nothing but that file and the public key.
    Each thing that was altered, removed or put in is named, and who signed. Exit code 1 if there is
    any; 3 when it is sound in itself, but signed by nobody, or by a key that is not on this machine and
    that no --key names, or cosigned by fewer witnesses than are needed.
    """,
    """Lee cada registro WARC y comprueba cada huella, fila, sello y sello de tiempo.

    Comprueba la carpeta de evidencia, o un paquete WACZ sin más que ese archivo y la clave pública. Señala cada cosa
    que se alteró, se quitó o se agregó, y dice quién firmó. Código de salida 1 si hay alguna; 3 si en sí está íntegro,
    pero no lo firmó nadie, o se firmó con una clave que no está en este equipo ni se indicó con --key, o lo
    cofirmaron menos testigos de los necesarios.
    """,
)


@declare.command("verify", _HELP)
@declare.argument(
    "package", required=False, type=click.Path(path_type=Path, exists=True), metavar="[WACZ]"
)
@declare.option(
    "--key",
    metavar=Words("PEM|FINGERPRINT", "PEM|HUELLA"),
    help=Words(
        "The public key that the seals must be signed by.",
        "La clave pública con la que deben estar firmados los sellos.",
    ),
)
@declare.option(
    "--roots",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PEM",
    help=Words(
        "Root certificates of time-stamp authorities [default: custody.authority_roots].",
        "Certificados raíz de autoridades de sellado de tiempo [predeterminado: "
        "custody.authority_roots].",
    ),
)
@declare.option(
    "--witness",
    "witnesses",
    multiple=True,
    metavar=Words("VKEY", "CLAVE"),
    help=Words(
        "The verifier key of a witness that must have cosigned; may be given again [default: "
        "custody.witness, of which custody.witnesses_needed must].",
        "La clave de verificación de un testigo que debe haber cofirmado; se puede repetir "
        "[predeterminado: los de custody.witness, de los que hacen falta "
        "custody.witnesses_needed].",
    ),
)
@declare.option(
    "--url",
    metavar="URL",
    help=Words(
        "With --proof and --replay: the cited URL.", "Con --proof y --replay: la dirección citada."
    ),
)
@declare.option(
    "--proof",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=Words("OUT", "SALIDA"),
    help=Words(
        "Also write the proof of the last look at --url, for programs that check it without "
        "Testigo (C2SP tlog-proof), and print whom they have to trust (tlog-policy).",
        "Escribe también la prueba de la última revisión de --url, para programas que la "
        "comprueban sin Testigo (C2SP tlog-proof), y muestra en quién tienen que confiar "
        "(tlog-policy).",
    ),
)
@declare.option(
    "--replay",
    is_flag=True,
    help=Words(
        "Also open the pages that a browser has opened once more, from what is kept of them "
        "alone, and say how like their capture they are.",
        "Vuelve a abrir también las páginas que abrió un navegador, solo con lo que se "
        "guarda de ellas, y dice cuánto se parecen a su captura.",
    ),
)
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
    if bool(url) != bool(proof or replay) and not replay:
        raise testigo.UsageError(
            Words(
                "--proof and --url go together, and are about the evidence folder",
                "--proof y --url van juntos y se refieren a la carpeta de evidencia",
            )
        )
    if (proof or replay) and package:
        raise testigo.UsageError(
            Words(
                "--proof and --replay are about the evidence folder, not a package",
                "--proof y --replay se refieren a la carpeta de evidencia, no a un paquete",
            )
        )
    from evidence.reports import verify_words as words

    with Terminal(verbose=app.verbose) as terminal:
        if package is not None:
            found = testigo.verify_package(
                package,
                key=key,
                roots=roots,
                witnesses=witnesses,
                folder=app.folder,
                listener=terminal,
            )
        else:
            found = testigo.verify(
                app.folder, key=key, roots=roots, witnesses=witnesses, listener=terminal
            )
        replayed = None
        if replay and found.sound:
            replayed = testigo.replay(app.folder, url=url, listener=terminal)
    if replay and not found.sound:
        say(words.NOT_REPLAYED.text(app.language))
    proven = None
    if url and proof and found.sound:
        proven = testigo.prove(app.folder, url, proof, witnesses=witnesses)
    elif proof:
        say(words.UNWRITTEN_PROOF.filled(app.language, {"path": proof}))
    _print(app, found, proven, replayed)
    return found.exit_code


def _print(
    app: App,
    found: testigo.Verification,
    proven: testigo.Proven | None,
    replayed: testigo.Replayed | None,
) -> None:
    from evidence.reports import verify_words as words
    from evidence.reports.safe import line

    language = app.language
    if app.format == "json":
        told = {"proof": proven.json()} if proven else {}
        told |= {"replay": replayed.json()} if replayed else {}
        click.echo(json.dumps({**found.json(language), **told}, indent=1))
    else:
        note = words.NOTE.text(language)
        for finding in found.findings:
            click.echo(f"{note if finding.note else ''}{line(finding.line(language))}")
        say(_checked(found, language))
        if proven:
            click.echo(proven.policy)
        for page in replayed.low if replayed else ():
            click.echo(_low(page, language))
    if replayed:
        say(_replayed(replayed, language))
    say(_signer(found, language))
    for vouched in _witnesses(found.witnesses, language):
        say(vouched)
    if proven:
        say(words.PROOF.filled(language, {**proven.json(), "count": len(proven.witnesses)}))


def _low(page: testigo.ReplayedPage, language: Language) -> str:
    """A line for a page of which a replay shows something else than its capture."""
    from evidence.reports import verify_words as words
    from evidence.reports.safe import line

    facts = {
        "url": line(page.url),
        "at": page.captured_at,
        "text": _percent(page.text, language),
        "picture": _percent(page.picture, language),
        "problem": line(page.problem or ""),
        "count": page.lacking,
    }
    if page.problem:
        return words.REPLAY_FAILED.filled(language, facts)
    told = words.REPLAY_LACKING if page.lacking else words.REPLAY_DIFFERS
    return told.filled(language, facts)


def _replayed(replayed: testigo.Replayed, language: Language) -> str:
    from evidence.reports import verify_words as words

    facts = {
        "count": len(replayed.pages),
        "text": _percent(replayed.mean("text"), language),
        "picture": _percent(replayed.mean("picture"), language),
        "low": len(replayed.low),
    }
    return words.REPLAYED.filled(language, facts)


def _percent(score: float | None, language: Language) -> str:
    """A score as people say it: never 100% for what is not all of it."""
    from evidence.reports.verify_words import NOT_TOLD

    return NOT_TOLD.text(language) if score is None else f"{int(score * 1000) / 10:g}%"


def _checked(found: testigo.Verification, language: Language) -> str:
    from evidence.reports import verify_words as words

    bad = len(found.bad)
    state = counted(words.NOT_AS_RECORDED, bad, language)
    facts = {
        "captures": found.captures,
        "entries": found.entries,
        "signer": found.signer or words.NOBODY.text(language),
        "state": state if bad else words.AS_RECORDED.text(language),
    }
    checked = words.CHECKED_PACKAGE if found.entries is None else words.CHECKED_FOLDER
    return checked.filled(language, facts)


def _witnesses(found: testigo.Witnessing, language: Language) -> Iterator[str]:
    """How many witnesses vouch for each seal; nothing where there are none and none are needed."""
    from evidence.reports import verify_words as words

    of = len(found.known)
    for by, group in itertools.groupby(found.seals if of else (), lambda seal: seal.by):
        first, *rest = group
        facts = {
            "entries": first.entry,
            "last": rest[-1].entry if rest else "",
            "by": len(by),
            "of": of,
        }
        told = (words.COSIGNED if rest else words.COSIGNED_ONE).filled(language, facts)
        yield told + (f" ({_names(by)})" if by else "")
    if found.lacking:
        facts = {"entry": found.lacking[0].entry, "needed": found.needed}
        yield words.UNWITNESSED_SINCE.filled(language, facts)
    elif not found.is_enough:
        yield words.UNWITNESSED.filled(language, {"needed": found.needed})
    if found.strangers:
        yield words.STRANGERS.filled(language, {"names": _names(found.strangers)})


def _names(keys: Iterable[str]) -> str:
    from evidence.reports.safe import line

    return ", ".join(line(key.partition("+")[0]) for key in keys)


def _signer(found: testigo.Verification, language: Language) -> str:
    from evidence.reports import verify_words as words

    what = "package" if found.entries is None else "folder"
    if found.signer is None:
        return words.UNSIGNED[what].text(language)
    if found.signer_here:
        return words.SIGNED_HERE.text(language)
    if found.signer_known:
        return words.SIGNED_AS_NAMED.text(language)
    told = words.UNKNOWN_SIGNER[what].text(language)
    return words.BUT_SOUND[what].filled(language, {"told": told}) if found.sound else told
