"""``testigo check``: one citation, the full story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

import testigo
from testigo.app import App, Terminal, common, say

if TYPE_CHECKING:
    from datetime import datetime

    from evidence.bilingual import Language
    from evidence.errors import ExitCode


@click.command("check")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--quote", default="", metavar="TEXT", help="A passage that must stand there word for word; … "
              "stands for words left out.")  # fmt: skip
@click.option("--cited-on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="Compare with the archived copy nearest to this day, such as 2018-05-01.")  # fmt: skip
@click.option("--no-archive", is_flag=True, help="Leave the web archives alone.")
@click.option("--observers", is_flag=True, help="Have the observers of testigo.toml look at the same time, a "
              "minute at most.")  # fmt: skip
@click.option("--screenshot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Open the page in a browser, too, and write its picture (PNG) here.")  # fmt: skip
@common("text", "json", "ndjson")
def command(
    app: App,
    urls: tuple[str, ...],
    quote: str,
    cited_on: datetime | None,
    no_archive: bool,
    observers: bool,
    screenshot: Path | None,
) -> ExitCode:
    """Look at URLs now, keep what they show as evidence, and explain the verdict.

    Web archives are asked what they have of them, and to save what they lack, for about half a
    minute; what is left waits for `testigo archive` or the next night. While a night runs the look is
    made beside it, and archives are left to the night.

    Exit code 0: there; 1: missing or changed by this look, or the quoted passage is altered or
    absent; 3: could not be seen.
    """
    if screenshot is not None and len(urls) > 1:
        raise testigo.UsageError("--screenshot is of one URL: name one")
    with Terminal() as terminal:
        try:
            answers = testigo.check_many(
                app.folder,
                urls,
                quote=quote,
                cited_on=cited_on,
                archive=not no_archive,
                observers=observers,
                screenshot=screenshot is not None,
                listener=terminal,
                verbose=app.verbose,
            )
        except testigo.Interrupted as error:
            say(str(error))
            return error.exit_code
    _print(answers, app.format, app.language)
    if screenshot is not None:
        _write(app.folder, answers[0], screenshot)
    return testigo.exit_code(answers)


def _write(folder: testigo.Folder, answer: testigo.Answer, path: Path) -> None:
    """Write the picture of a page, or say that there is none."""
    if answer.screenshot is None or answer.screenshot.at < answer.checked_at:
        say("there is no picture: the browser could not open the page")
        return
    testigo.save_capture(folder, answer.screenshot.capture, path)
    say(f"picture written to: {path}")


def _print(answers: list[testigo.Answer], form: str, language: Language) -> None:
    from evidence.reports import terminal

    told = [answer.json(language) for answer in answers]
    if form == "json":
        click.echo(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=1))
    elif form == "ndjson":
        for answer in told:
            click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo("\n\n".join(terminal.answer(answer, language) for answer in answers))
