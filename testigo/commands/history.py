"""``testigo history``: the timeline of one URL, or of a results board's inventory."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

import testigo
from evidence.bilingual import Words
from evidence.days import Day, utc
from evidence.errors import ExitCode
from testigo import declare
from testigo.app import App, common

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.reports.boards import Board
    from evidence.reports.persons import Person


_SINCE = Words("since {day}", "desde el {day}")
_HELP = Words(
    """Every look at URL, oldest first, with the reasons, and what they add up to.

    Of a results board (its id or its address): every visit, what was added, dropped, renamed,
    re-pointed or swapped, and what was left out and why.
    """,
    """Cada revisión de la dirección, de la más antigua a la más reciente, con sus razones, y lo que resulta de todas.

    De un tablero de resultados (su id o su dirección): cada visita, qué se agregó, se quitó, se renombró, cambió de
    dirección o se sustituyó, y qué se dejó fuera y por qué.
    """,
)


@declare.command("history", _HELP)
@declare.argument("url", metavar=Words("URL|BOARD", "URL|TABLERO"))
@common("text", "json", "ndjson")
def command(app: App, url: str) -> ExitCode:
    board = testigo.board_history(app.folder, url)
    if board:
        _print_board(board, app)
        return ExitCode.SOUND
    history = testigo.history(app.folder, url)
    if app.format == "json":
        click.echo(json.dumps(history.json(app.language), ensure_ascii=False, indent=1))
    elif app.format == "ndjson":
        for look in history.looks:
            click.echo(json.dumps(look.json(app.language), ensure_ascii=False))
    else:
        _print(history, app.language)
    return ExitCode.SOUND


def _print(history: testigo.History, language: Language) -> None:
    from evidence.reports.safe import line
    from evidence.reports.terminal import made_of
    from evidence.reports.words import word
    from evidence.verdicts.wording import explain

    people = list(history.persons)
    for look in history.looks:
        while people and people[0].at < look.checked_at:
            click.echo(_person(people.pop(0), language))
        status = f" {look.status}" if look.status else ""
        verdict, when = word(look.verdict, language), utc(look.checked_at, seconds=True)
        by = f" [{word('seen_by', language)} {line(look.seen_by.name)}]" if look.seen_by else ""
        click.echo(f"{when}  {verdict}{status}  {line(look.why(language))}{by}")
        for said in look.observers:
            click.echo(f"    {said.text(language)}")
        for part in look.parts:
            click.echo(f"    {made_of(part, language)}")
    for one in people:
        click.echo(_person(one, language))
    standing = history.standing
    if standing:
        sure = f" ({word(standing.certainty, language)})" if standing.verdict.is_broken else ""
        since = _SINCE.filled(language, {"day": Day(standing.since)})
        click.echo(f"→ {word(standing.verdict, language)}{sure}, {since}")
    for place in (one for one in history.stands_at if one.certain):
        click.echo(f"  {line(explain(place.reason, language))}")
    for sentence in history.seen.sentences(language) if history.seen else ():
        click.echo(f"  {sentence}")


def _person(one: Person, language: Language) -> str:
    return f"{utc(one.at, seconds=True)}  {one.sentence(language)}"


def _print_board(board: Board, app: App) -> None:
    from evidence.reports.board_words import history

    if app.format == "json":
        told = {"schema": 1, "board": board.json()}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif app.format == "ndjson":
        for visit in board.visits:
            click.echo(json.dumps(visit.json(), ensure_ascii=False))
    else:
        for text in history(board, app.language):
            click.echo(text)
