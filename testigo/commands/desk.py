"""``testigo desk``: one citation, answered in a browser."""

from __future__ import annotations

from dataclasses import replace

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

    Whoever asks from elsewhere shows a token: where another --host is listened at, where [desk] names a
    proxy, and of a desk that is shared. Without [desk] readers one is made for as long as it is open, and a
    link with it is printed.
    """,
    """Responde en el navegador sobre una cita, con la prueba al lado, hasta recibir SIGTERM o Ctrl-C.

    Una página con un formulario: una dirección o un archivo, un pasaje, un día. Funciona con cualquier carpeta de
    evidencia, también durante una noche o mientras trabaja testigo serve. Muestra su dirección.

    Con otro --host, con un proxy nombrado en [desk] o si el escritorio se comparte, quien consulta desde otra parte
    necesita una clave de acceso. Si en [desk] no hay readers, se crea una que vale mientras el escritorio está abierto,
    y se muestra un enlace que la contiene.
    """,
)


@declare.command("desk", _HELP)
@declare.option(
    "--port",
    type=click.IntRange(0, 65534),
    help=Words(
        "Where on this machine; 0 is a free one [default: desk.port, else 8420]. Copies are shown on the next one.",
        "Puerto en este equipo; con 0 se toma uno libre [predeterminado: desk.port; si no, "
        "8420]. Las copias se muestran en el siguiente.",
    ),
)
@declare.option(
    "--host",
    metavar=Words("ADDRESS", "DIRECCIÓN"),
    help=Words(
        "Where it is listened [default: desk.host, else 127.0.0.1, which only this machine can ask].",
        "En qué dirección responde [predeterminado: desk.host; si no, 127.0.0.1, donde solo "
        "puede consultarlo este equipo].",
    ),
)
@declare.option(
    "--share",
    is_flag=True,
    help=Words(
        "Read only, for readers who show a token.",
        "Solo lectura, para quienes muestran una clave de acceso.",
    ),
)
@declare.option(
    "--token",
    is_flag=True,
    help=Words(
        "Make a token for a reader, and the line for [desk] readers that lets it in.",
        "Crea una clave de acceso para alguien y la línea de readers, en [desk], que le da "
        "entrada.",
    ),
)
@common()
def command(app: App, port: int | None, host: str | None, share: bool, token: bool) -> ExitCode:
    if token:
        made = testigo.asker_token()
        told = f"token    {made.token}\nreaders  {made.hashed}"
        click.echo(told)
        return ExitCode.SOUND
    try:
        from testigo.desk.serving import serve
        from testigo.desk.settings import Settings
    except ModuleNotFoundError as error:
        if error.name not in {"fastapi", "uvicorn", "starlette", "python_multipart", "tinycss2"}:
            raise
        raise testigo.UsageError(
            Words(
                "the desk needs: pip install 'testigo[desk]'",
                "para el escritorio hace falta: pip install 'testigo[desk]'",
            )
        ) from error
    given = app.folder.config.desk
    settings = Settings(
        host=host or given.host,
        port=given.port if port is None else port,
        copies=given.copies or None,
        names=given.names,
        readers=given.readers,
        share=share,
        language=app.language,
    )
    carried = ""
    if settings.needs_readers and not settings.readers:
        made = testigo.asker_token()
        settings = replace(settings, readers=(made.hashed,))
        carried = f"enter#{made.token}"
    serve(app.folder, settings, lambda address: click.echo(address + carried))
    return ExitCode.SOUND
