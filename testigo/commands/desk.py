"""``testigo desk``: one citation, answered in a browser."""

from __future__ import annotations

import click

import testigo
from evidence.errors import ExitCode
from testigo.app import App, common


@click.command("desk")
@click.option("--port", type=click.IntRange(0, 65535), help="Where on this machine; 0 is a free one [default: "
              "8420]. Copies are shown on the next one.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="Where it is listened; only this machine can ask the default.")  # fmt: skip
@click.option("--share", is_flag=True, help="Read only: no forms.")
@common()
def command(app: App, port: int | None, host: str, share: bool) -> ExitCode:
    """Answer one citation in a browser, with the proof beside it, until SIGTERM or Ctrl-C.

    A page with a form: an address or a file, a passage, a day. It works on any evidence folder, also
    while a night runs or testigo serve is at work. Prints its address.
    """
    try:
        from testigo.desk.serving import serve
        from testigo.desk.settings import PORT, Settings
    except ModuleNotFoundError as error:
        if error.name not in {"fastapi", "uvicorn", "starlette", "python_multipart", "tinycss2"}:
            raise
        raise testigo.UsageError("the desk needs: pip install 'testigo[desk]'") from error
    settings = Settings(
        host=host, port=PORT if port is None else port, share=share, language=app.language
    )
    serve(app.folder, settings, click.echo)
    return ExitCode.SOUND
