"""``testigo check``: one citation, the full story."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from evidence.errors import ExitCode
from testigo.app import App, common, exit_code, say

if TYPE_CHECKING:
    from evidence.store import Store
    from evidence.verdicts.wording import Language


@click.command("check")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@common("text", "json", "ndjson", lang=True)
def command(app: App, urls: tuple[str, ...]) -> ExitCode:
    """Look at URLs now, keep what they show as evidence, and explain the verdict.

    Exit code 0: there; 1: missing or changed, by this look; 3: could not be seen.
    """
    from crawler.night import Night
    from crawler.walk import walk

    app.folder.create()
    asked = list(dict.fromkeys(urls))
    _register(app, asked)
    night = Night.open(app.folder, app.config, urls=asked)
    try:
        if night.left and not walk(night, verbose=app.verbose):
            say("interrupted; run again to go on")
            return ExitCode.UNCHECKED
        answers = [_answer(night.store, url, app.language) for url in asked]
    finally:
        night.close()
    _print(answers, app.format, app.language)
    return exit_code({(answer["verdict"], "seen") for answer in answers}, strict=True)


def _register(app: App, urls: list[str]) -> None:
    from evidence import clock
    from evidence.store import Store
    from evidence.store.sources import put_url

    store = Store(app.folder.database)
    try:
        with store.transaction("asked") as transaction:
            for url in urls:
                put_url(store, transaction, url, clock.stamp(clock.now()))
    finally:
        store.close()


def _answer(store: Store, url: str, language: Language) -> dict[str, Any]:
    from evidence.reports.answer import answer
    from evidence.store import views
    from evidence.store.sources import url_id

    standing = store.one("SELECT * FROM standings WHERE url_id = ?", url_id(url))
    assert standing is not None
    return answer(url, views.check(store, standing["check_id"]), standing, language)


def _print(answers: list[dict[str, Any]], form: str, language: Language) -> None:
    from evidence.reports import terminal

    if form == "json":
        click.echo(json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=1))
    elif form == "ndjson":
        for answer in answers:
            click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo("\n\n".join(terminal.answer(answer, language) for answer in answers))
