"""``testigo check``: one citation, the full story."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import click

from evidence.errors import ExitCode
from testigo.app import App, common, exit_code, say
from testigo.commands.archive import ask_about

if TYPE_CHECKING:
    from datetime import date, datetime

    from evidence.bilingual import Language
    from evidence.changes.quote import Quote
    from evidence.reports.answer import Answer
    from evidence.store import Store


@click.command("check")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--quote", default="", metavar="TEXT", help="A passage that must stand there word for word; … "
              "stands for words left out.")  # fmt: skip
@click.option("--cited-on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="Compare with the archived copy nearest to this day, such as 2018-05-01.")  # fmt: skip
@click.option("--no-archive", is_flag=True, help="Leave the web archives alone.")
@common("text", "json", "ndjson", lang=True)
def command(
    app: App, urls: tuple[str, ...], quote: str, cited_on: datetime | None, no_archive: bool
) -> ExitCode:
    """Look at URLs now, keep what they show as evidence, and explain the verdict.

    Web archives are asked what they have of them, and to save what they lack, for about half a
    minute; what is left waits for `testigo archive` or the next night.

    Exit code 0: there; 1: missing or changed by this look, or the quoted passage is altered or
    absent; 3: could not be seen.
    """
    from crawler.run.night import Night
    from crawler.run.process import walk

    app.folder.create()
    asked = list(dict.fromkeys(urls))
    _register(app, asked)
    night = Night.open(app.folder, app.config, urls=asked)
    try:
        if night.left and not walk(night, verbose=app.verbose):
            say("interrupted; run again to go on")
            return ExitCode.UNCHECKED
        day = cited_on.date() if cited_on else None
        if not no_archive:
            ask_about(app, night.store, asked, day)
        answers = [_answer(app, night.store, url, day) for url in asked]
        if quote:
            answers = [
                dataclasses.replace(answer, quote=_quote(app, night.store, answer, quote))
                for answer in answers
            ]
    finally:
        night.close()
    _print(answers, app.format, app.language)
    code = exit_code({(answer.verdict, "seen") for answer in answers}, strict=True)
    lost = any(answer.quote and answer.quote.state in ("altered", "absent") for answer in answers)
    return ExitCode.BROKEN if lost else code


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


def _answer(app: App, store: Store, url: str, day: date | None) -> Answer:
    from evidence.looks.rebase import as_cited
    from evidence.reports.answer import Answer, certainty_alone
    from evidence.reports.safe import line
    from evidence.store import outbox, views
    from evidence.store.sources import url_id

    standing = store.one("SELECT * FROM standings WHERE url_id = ?", url_id(url))
    assert standing is not None
    check = views.check(store, standing["check_id"])
    if day:
        against = as_cited(app.folder, store, app.config, check, day)
        if against is None:
            waiting = outbox.waiting_lookup(store, standing["url_id"])
            problem = line(waiting.problem or "no time") if waiting else ""
            why = f"; an archive could not be asked yet ({problem})" if waiting else ""
            say(f"testigo: no archived copy near {day} is known that shows {line(url)}{why}")
        check = against or check
    return Answer.of(
        url,
        check,
        certainty_alone(check["verdict"], standing),
        unsaved=outbox.unsaved(store, standing["url_id"]),
    )


def _quote(app: App, store: Store, answer: Answer, quote: str) -> Quote | None:
    """What became of the quoted passage; None when no document was seen."""
    from evidence.changes.quote import check_quote
    from evidence.looks.contents import stored_content
    from evidence.store import due
    from evidence.verdicts.standing import GOOD

    known = due.capture(store, answer.capture.id) if answer.capture else None
    if known is None or answer.verdict not in GOOD:
        return None
    return check_quote(quote, stored_content(app.folder.path, known, app.config.crawl.max_body))


def _print(found: list[Answer], form: str, language: Language) -> None:
    from evidence.reports import terminal

    answers = [answer.json(language) for answer in found]
    if form == "json":
        click.echo(
            json.dumps(answers[0] if len(answers) == 1 else answers, ensure_ascii=False, indent=1)
        )
    elif form == "ndjson":
        for answer in answers:
            click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.echo("\n\n".join(terminal.answer(answer, language) for answer in answers))
