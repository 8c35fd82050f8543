"""``testigo sources``: what is watched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

import testigo
from evidence.bilingual import Words, counted
from evidence.days import Day
from evidence.errors import ExitCode
from evidence.reports.safe import line
from evidence.reports.words import CITATIONS
from testigo import declare
from testigo.app import App, common, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evidence.bilingual import Language

_HELP = Words(
    """List the sources that are watched, and change what is said of one.

    \b
    sources                     list them
    sources rename ID TITLE     what readers call it
    sources date ID 2019-09-30  when it was published
    sources tag ID WORD...      words to sort it by, in place of those it had
    sources retire ID           it is not read any more, nor looked at for its sake
    sources restore ID          it is watched again

    Each change is an act in the custody log, and no evidence is taken away. An id stays what it is: where
    two folders have sources of one id, merge gives theirs another.
    """,
    """Enumera las fuentes que se vigilan y cambia los datos de una.

    \b
    sources                     las enumera
    sources rename ID TÍTULO    con qué nombre aparece
    sources date ID 2019-09-30  cuándo se publicó
    sources tag ID PALABRA...   etiquetas para clasificarla, en lugar de las que tenía
    sources retire ID           ya no se lee, y por ella no se revisa lo que cita
    sources restore ID          se vuelve a vigilar

    Cada cambio queda asentado en la bitácora de custodia, y no se quita ninguna evidencia. El id no cambia: si dos
    carpetas tienen fuentes con el mismo id, merge le da otro a la ajena.
    """,
)
_FIELDS = (
    "id",
    "kind",
    "location",
    "title",
    "published",
    "language",
    "added_at",
    "retired_at",
    "tags",
)


@declare.command("sources", _HELP)
@declare.argument(
    "act",
    type=click.Choice(["list", "rename", "date", "tag", "retire", "restore"]),
    default="list",
)
@declare.argument("source", required=False, metavar="[ID]")
@declare.argument("values", nargs=-1, metavar=Words("[VALUE...]", "[VALOR...]"))
@declare.option(
    "--tag",
    "only",
    multiple=True,
    metavar=Words("WORD", "PALABRA"),
    help=Words(
        "List only those with this tag; may be given again.",
        "Enumera solo las que tienen esta etiqueta; se puede repetir.",
    ),
)
@common("text", "json")
def command(
    app: App, act: str, source: str | None, values: tuple[str, ...], only: tuple[str, ...]
) -> ExitCode:
    if act == "list":
        _list(app, only)
        return ExitCode.SOUND
    if source is None or (act in ("rename", "date") and len(values) != 1):
        raise testigo.UsageError(
            Words(
                "{act} needs the id of a source, and what it is from now on; see testigo sources --help",
                "{act} necesita el id de una fuente y el valor que tendrá; vea testigo "
                "sources --help",
            ),
            act=act,
        )
    if act in ("retire", "restore") and values:
        raise testigo.UsageError(
            Words("{act} takes one id", "{act} recibe un solo id"),
            act=act,
        )
    changed = {
        "rename": lambda: testigo.change_source(app.folder, source, title=values[0]),
        "date": lambda: testigo.change_source(app.folder, source, published=values[0]),
        "tag": lambda: testigo.change_source(app.folder, source, tags=values),
        "retire": lambda: testigo.change_source(app.folder, source, retired=True),
        "restore": lambda: testigo.change_source(app.folder, source, retired=False),
    }[act]()
    _tell(_row(changed, testigo.citation_counts(app.folder)), app.language)
    return ExitCode.SOUND


def _list(app: App, only: tuple[str, ...]) -> None:
    cited = testigo.citation_counts(app.folder)
    rows = [_row(one, cited) for one in testigo.sources(app.folder, tags=only)]
    if app.format == "json":
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for row in rows:
        _tell(row, app.language)


def _row(source: object, cited: Mapping[str, int]) -> dict[str, Any]:
    """What is told of a source."""
    row = {name: getattr(source, name) for name in _FIELDS}
    return {**row, "citations": cited.get(row["id"], 0)}


_TOLD = {
    "kind-report": Words("report", "informe"),
    "kind-board": Words("board", "tablero"),
    "title": Words(" “{title}”", " “{title}”"),
    "retired": Words("retired on {day}", "retirada el {day}"),
}


def _tell(row: Mapping[str, Any], language: Language) -> None:
    facts = [
        _TOLD[f"kind-{row['kind']}"].text(language),
        counted(CITATIONS, row["citations"], language),
        *filter(None, [row["published"]]),
        *row["tags"],
    ]
    if row["retired_at"]:
        facts.append(_TOLD["retired"].filled(language, {"day": Day(row["retired_at"])}))
    title = _TOLD["title"].filled(language, row) if row["title"] else ""
    tell(line(f"{row['id']}:{title} {row['location']} ({', '.join(facts)})"))
