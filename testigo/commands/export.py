"""``testigo export``: hand evidence over."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

import testigo
from evidence.bilingual import Counted, Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, Terminal, common, hint

_HELP = Words(
    """Write a signed WACZ package: the captures, their custody records, proofs and time-stamps, and
    a page for each that says in plain words what it proves.

    Who gets it checks it with testigo verify OUT --key KEY, and opens it in ReplayWeb.page or pywb. A bag
    holds the same package as data/evidence.wacz, and a court package as evidence.wacz.
    """,
    """Escribe un paquete WACZ firmado: las capturas, sus registros de custodia, pruebas y sellos de tiempo, y para cada
    captura, una página que dice con palabras llanas qué prueba.

    Quien lo recibe lo comprueba con testigo verify SALIDA --key CLAVE y lo abre en ReplayWeb.page o pywb. Un paquete
    BagIt lo contiene como data/evidence.wacz, y uno judicial, como evidence.wacz.
    """,
)


_WRITTEN = Words("{captures} written to:", "{captures}, en:")
_SIGNED = Words(
    "signed by the key {signer}; tell whoever gets it by another way than the package",
    "firmado con la clave {signer}; désela a quien lo reciba por una vía distinta del paquete",
)
_CHECKED = Words("checked with: {command}", "se comprueba con: {command}")
_SCRIPT = Words("and without Testigo: {command}", "y sin Testigo: {command}")
_UNPACKED = Words(
    "unpack the ZIP first; from where its folder then lies it is",
    "primero descomprima el ZIP; desde donde quede su carpeta,",
)
_VERIFY = "verify.sh"
_CAPTURES = (
    Words("{count} capture", "{count} captura"),
    Words("{count} captures", "{count} capturas"),
)


@declare.command("export", _HELP)
@declare.option(
    "--wacz",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=Words("OUT", "SALIDA"),
    help=Words("The package to write.", "El paquete que se va a escribir."),
)
@declare.option(
    "--bagit",
    type=click.Path(path_type=Path),
    metavar=Words("OUT", "SALIDA"),
    help=Words(
        "A bag (BagIt) to make, for an archive to take in: a new folder with the package and "
        "PREMIS events. Needs pip install 'testigo[bagit]'.",
        "Un paquete BagIt para que lo reciba un archivo: una carpeta nueva con el paquete y los "
        "eventos PREMIS. Requiere pip install 'testigo[bagit]'.",
    ),
)
@declare.option(
    "--court",
    type=click.Path(path_type=Path),
    metavar=Words("OUT", "SALIDA"),
    help=Words(
        "A package for a court to make: a new folder, or a ZIP file where OUT ends so, with an "
        "annex as PDF (in --lang), the captures as files, and a script that checks it with "
        "openssl and sha256sum alone. Needs Chromium or Chrome.",
        "Un paquete judicial: una carpeta nueva, o un ZIP si SALIDA termina así, con un "
        "anexo en PDF (en el idioma de --lang), las capturas como archivos y un programa que "
        "lo comprueba sin más que openssl y sha256sum. Requiere Chromium o Chrome.",
    ),
)
@declare.option(
    "--source",
    metavar="ID",
    help=Words("Only what this source cites.", "Solo lo que cita esta fuente."),
)
@declare.option(
    "--url", metavar="URL", help=Words("Only this cited URL.", "Solo esta dirección citada.")
)
@common()
def command(
    app: App,
    wacz: Path | None,
    bagit: Path | None,
    court: Path | None,
    source: str | None,
    url: str | None,
) -> ExitCode:
    given = [out for out in (wacz, bagit, court) if out is not None]
    if len(given) != 1:
        raise testigo.UsageError(
            Words(
                "say what to write: --wacz OUT, --bagit OUT or --court OUT",
                "indique qué escribir: --wacz SALIDA, --bagit SALIDA o --court SALIDA",
            )
        )
    chosen: dict[str, Any] = {"source": source, "url": url}
    if court:
        chosen["language"] = app.language
    export = testigo.export if wacz else testigo.export_bag if bagit else testigo.export_court
    with Terminal(verbose=app.verbose) as terminal:
        done = export(app.folder, given[0], listener=terminal, **chosen)
    hint(_WRITTEN, captures=Counted(_CAPTURES, done.captures))
    click.echo(str(done.path))
    hint(_SIGNED, signer=done.signer)
    _tell_how_to_check(done, is_court=court is not None)
    return ExitCode.SOUND


def _tell_how_to_check(done: testigo.Exported, *, is_court: bool) -> None:
    """Commands that can be typed as they stand; in a ZIP nothing can be checked before it is unpacked."""
    package, script = done.package, done.path / _VERIFY
    if is_court and done.path.is_file():
        hint(_UNPACKED)
        inside = Path(done.path.stem)
        package, script = inside / done.package.name, inside / _VERIFY
    hint(_CHECKED, command=shlex.join(["testigo", "verify", str(package), "--key", done.signer]))
    if is_court:
        hint(_SCRIPT, command=shlex.join(["sh", str(script), done.signer]))
