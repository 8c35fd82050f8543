"""``testigo doctor``: what is wrong with this set-up, and what to do about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words
from evidence.kept import kept
from testigo import declare
from testigo.app import App, common, tell

if TYPE_CHECKING:
    from evidence.errors import ExitCode


_HELP = Words(
    """Look at Python, the clock, the folder and its permissions, the disk, the database, the
    configuration, the network, notices, the last and the next run, and the nightly service; each
    line says what to do. Exit code 2 if something needs doing, 3 if only the network is down.
    """,
    """Revisa Python, el reloj, la carpeta y sus permisos, el disco, la base de datos, la configuración, la red, los
    avisos, la última revisión y la próxima, y el servicio nocturno; cada línea dice qué hacer. Código de salida 2
    si hay algo que hacer, 3 si solo falla la red.
    """,
)


@declare.command("doctor", _HELP)
@common("text", "json")
def command(app: App) -> ExitCode:
    found = testigo.doctor(app.folder)
    if app.format == "json":
        click.echo(json.dumps(found.json(), indent=1))
    else:
        for sign in found.signs:
            tell(
                _SIGN,
                good=_WANTS if sign.wants else _GOOD if sign.good else _BAD,
                what=_WHAT[sign.what],
                says=sign.told or kept(sign.says),
            )
    return found.exit_code


_SIGN = Words("{good} {what}: {says}", "{good} {what}: {says}")
_WHAT = {
    words.en: words
    for words in (
        Words("python", "python"),
        Words("contact", "contacto"),
        Words("archive", "archivo web"),
        Words("perma", "perma"),
        Words("time-stamps", "sellos de tiempo"),
        Words("anchors", "anclas"),
        Words("browser", "navegador"),
        Words("network", "red"),
        Words("folder", "carpeta"),
        Words("disk", "disco"),
        Words("clock", "reloj"),
        Words("permissions", "permisos"),
        Words("privacy", "privacidad"),
        Words("database", "base de datos"),
        Words("signing key", "clave de firma"),
        Words("continuity", "continuidad"),
        Words("witness", "testigo externo"),
        Words("witnesses", "testigos externos"),
        Words("observer", "observador"),
        Words("notices", "avisos"),
        Words("last run", "última revisión"),
        Words("shards", "tramos"),
        Words("next run", "próxima noche"),
        Words("last night", "última noche"),
        Words("service", "servicio"),
    )
}
_GOOD, _BAD = Words("ok  ", "bien"), Words("BAD ", "MAL ")
_WANTS = Words("note", "nota")
