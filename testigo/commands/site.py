"""``testigo site``: the desk's pages as files."""

from __future__ import annotations

from pathlib import Path

import click

import testigo
from evidence.bilingual import Words
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, Terminal, common, say

_HELP = Words(
    """Write what the desk shows as files into the new folder OUT, in both languages, for any web server to
    publish: citations with their answers, kept copies made safe, certificates, sources, nights, boards, plans.

    Nothing in it runs and nothing asks anybody. Exit code 0 when it was written, whatever it says.
    """,
    """Escribe en archivos, en la carpeta nueva OUT y en ambos idiomas, lo que muestra el escritorio, para que los
    publique cualquier servidor web: citas con su respuesta, copias guardadas sin nada que se ejecute, constancias,
    fuentes, noches, tableros y planes.

    Nada en ella se ejecuta ni consulta a nadie. Código de salida 0 si se escribió, diga lo que diga.
    """,
)
_WRITTEN = Words(
    "{pages} pages in each language and {copies} copies written to:",
    "páginas en cada idioma: {pages}; copias: {copies}; escritas en:",
)
_LACKING = Words(
    "copies or certificates that could not be made: {count}; testigo verify names damaged records",
    "copias o constancias que no se pudieron hacer: {count}; testigo verify señala los "
    "registros dañados",
)


@declare.command("site", _HELP)
@declare.argument("out", type=click.Path(path_type=Path))
@common()
def command(app: App, out: Path) -> ExitCode:
    try:
        from testigo.site.write import write
    except ModuleNotFoundError as error:
        if error.name not in {"fastapi", "starlette", "python_multipart", "tinycss2"}:
            raise
        raise testigo.UsageError(
            Words(
                "the site needs: pip install 'testigo[desk]'",
                "para el sitio hace falta: pip install 'testigo[desk]'",
            )
        ) from error
    with Terminal(verbose=app.verbose) as terminal:
        made = write(app.folder, out, terminal)
    say(_WRITTEN, pages=made.pages, copies=made.copies)
    if made.lacking:
        say(_LACKING, count=made.lacking)
    click.echo(str(made.path / "index.html"))
    return ExitCode.SOUND
