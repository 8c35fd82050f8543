"""``testigo desk``: one citation, answered in a browser."""

from __future__ import annotations

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common

_HELP = Words(
    """Answer one citation in a browser, with the proof beside it, until SIGTERM or Ctrl-C.

    A page with a form: an address or a file, a passage, a day. It works on any evidence folder, also
    while a night runs or testigo serve is at work. Prints its address.
    """,
    """Responde sobre una cita en el navegador, con la prueba al lado, hasta SIGTERM o Ctrl-C.

    Una página con un formulario: una dirección o un archivo, un pasaje, un día. Funciona con cualquier carpeta de
    evidencia, también durante una noche o mientras trabaja testigo serve. Muestra su dirección.
    """,
)


@declare.command("desk", _HELP)
@declare.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=Words(
        "Where on this machine; 0 is a free one [default: 8420]. Copies are shown on the next one.",
        "Puerto en este equipo; 0 es uno libre [predeterminado: 8420]. Las copias se muestran en "
        "el siguiente.",
    ),
)
@declare.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar=Words("ADDRESS", "DIRECCIÓN"),
    help=Words(
        "Where it is listened; only this machine can ask the default.",
        "Dónde se escucha; al predeterminado solo puede consultarlo este equipo.",
    ),
)
@declare.option(
    "--share", is_flag=True, help=Words("Read only: no forms.", "Solo lectura: sin formularios.")
)
@common()
def command(app: App, port: int | None, host: str, share: bool) -> ExitCode:
    try:
        from testigo.desk.serving import serve
        from testigo.desk.settings import PORT, Settings
    except ModuleNotFoundError as error:
        if error.name not in {"fastapi", "uvicorn", "starlette", "python_multipart", "tinycss2"}:
            raise
        raise testigo.UsageError(
            Words(
                "the desk needs: pip install 'testigo[desk]'",
                "para el escritorio hace falta: pip install 'testigo[desk]'",
            )
        ) from error
    settings = Settings(
        host=host, port=PORT if port is None else port, share=share, language=app.language
    )
    serve(app.folder, settings, click.echo)
    return ExitCode.SOUND
