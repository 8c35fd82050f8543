"""``testigo notify``: tell what is new, and deliver what waits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words
from evidence.days import utc
from evidence.kept import kept
from evidence.vocabulary import NoticeState
from testigo import declare
from testigo.app import App, common, say

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.errors import ExitCode


_HELP = Words(
    """Compose the digest of the latest night, unless it was, and deliver what waits: call it after
    `testigo run`, or as often as you like. Receivers stand under [notify] in testigo.toml.

    Exit code 0: all was sent, or nothing is new; 3: something could not be delivered.
    """,
    """Redacta el resumen de la última noche, si no se había hecho, y entrega lo pendiente: ejecútelo después de
    `testigo run`, o cuantas veces quiera. Los destinatarios se indican en [notify], en testigo.toml.

    Código de salida 0: se envió todo o no hay novedades; 3: algo no se pudo entregar.
    """,
)


@declare.command("notify", _HELP)
@declare.option(
    "--test",
    "try_out",
    is_flag=True,
    help=Words(
        "Send a test message to every receiver, and nothing else.",
        "Envía un mensaje de prueba a cada destinatario, y nada más.",
    ),
)
@declare.option(
    "--resend",
    is_flag=True,
    help=Words(
        "Also send again what may have arrived already (state: unknown).",
        "Vuelve a enviar también lo que quizá ya llegó (estado: desconocido).",
    ),
)
@common("text", "json")
def command(app: App, try_out: bool, resend: bool) -> ExitCode:
    if try_out:
        done = testigo.try_notices(app.folder)
    else:
        done = testigo.notify(app.folder, resend=resend)
        if resend:
            say(
                Words(
                    "{count} notices of unknown outcome are sent again",
                    "avisos de resultado desconocido que se vuelven a enviar: {count}",
                ),
                count=done.resent,
            )
    if app.format == "json":
        click.echo(json.dumps(done.json(), ensure_ascii=False, indent=1))
    else:
        _print(done, app.language)
    return done.exit_code


_AGAIN = Words("; next try after {at}", "; nuevo intento después del {at}")
_STATES = {
    NoticeState.WAITING: Words("waiting", "en espera"),
    NoticeState.SENDING: Words("sending", "enviándose"),
    NoticeState.SENT: Words("sent", "enviado"),
    NoticeState.REFUSED: Words("refused", "rechazado"),
    NoticeState.FAILED: Words("failed", "fallido"),
    NoticeState.UNKNOWN: Words("unknown", "desconocido"),
}


def _print(done: testigo.Delivery, language: Language) -> None:
    from evidence.reports.safe import line

    for result in done.results:
        again = _AGAIN.filled(language, {"at": utc(result.due_at)}) if result.due_at else ""
        problem = f": {line(kept(result.problem).text(language))}" if result.problem else ""
        click.echo(f"{result.shown}: {_STATES[result.state].text(language)}{problem}{again}")
    if not done.results:
        say(Words("nothing new to tell", "no hay novedades que avisar"))
