"""The report as Markdown (CommonMark with tables), for a wiki, an issue or a chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.changes.renderers.unified import render as unified
from evidence.days import Day, day
from evidence.reports import answer, board_words, boards, lead, limits, story
from evidence.reports.causes import cause
from evidence.reports.listed import beside
from evidence.reports.safe import short
from evidence.reports.steps import STEPS
from evidence.reports.words import word
from evidence.verdicts.wording import explain, tally
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.listed import Listed
    from evidence.reports.model import Report
    from evidence.store.answers import CheckView
    from evidence.store.reporting import Cited

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:@$^=\"'])")
"""All ASCII punctuation that may be escaped (CommonMark 2.4) and that some reader gives a
meaning."""
_PLAIN_URL = re.compile(r"https?://[!#$%&'()*+,\-./:;=?@\[\]\w~]+", re.ASCII | re.IGNORECASE)
"""What may stand between < and > as an autolink."""
_GROUPS = {
    "broken": (Verdict.MISSING, Verdict.CHANGED),
    "moved_too": (Verdict.MOVED,),
    "unsure": (Verdict.BLOCKED, Verdict.UNREACHABLE, Verdict.UNCHECKED),
    "sound": (Verdict.ALIVE,),
}


def render(report: Report) -> Iterator[str]:
    """The summary, then the citations by group."""
    language = report.language
    summary = report.summary
    yield f"# {word('title', language)}\n\n"
    made = day(report.generated_at, language)
    yield f"{word('made', language)} {made} {word('by', language)} {text(report.tool)}\n\n"
    if report.only:
        yield f"{text(report.only.text(language))}\n\n"
    yield f"**{text(lead.lead(report).text(language))}**\n\n"
    yield f"{story.STORY['meaning'].text(language)}\n\n"
    news = lead.news(report)
    told = news.text(language) if news else word("nothing_new", language)
    yield f"**{word('new', language)}:** {text(told)}\n\n"
    for source in report.sources:
        yield f"- {text(source.title or source.id)}\n"
    yield f"\n{summary.checked} {word('of', language)} {summary.cited} {word('cited', language)} "
    yield f"{word('checked', language)}\n\n"
    yield "".join(
        f"- {tally(verdict, count, language)}\n" for verdict, count in summary.verdicts.items()
    )
    yield from _boards(report)
    yield from _citations(report)
    if report.on_purpose:
        yield f"\n## {word('on_purpose', language)}\n\n"
        yield "".join(f"- {text(one.sentence(language))}\n" for one in report.on_purpose)
    yield f"\n## {word('limits', language)}\n\n"
    yield "".join(f"- {limit}\n" for limit in limits.told(report, language, redlines=True))
    if report.run:
        yield f"\n{word('run', language)} {text(report.run.id)} · {word('rules', language)} "
        yield f"{text(report.run.rules_version)} · {word('config', language)} {report.run.config_sha256}\n"


def _citations(report: Report) -> Iterator[str]:
    """The citations by group; below them those that went together, event by event."""
    language = report.language
    event_of = {one.url_id: event for event in report.together for one in event.cited}
    heading, under = "", None
    for item in report.citations:
        group = next(name for name, verdicts in _GROUPS.items() if item.cited.shown in verdicts)
        if group != heading:
            heading, under = group, None
            yield f"\n## {word(group, language)}\n\n"
        event = event_of.get(item.cited.url_id)
        if event is not under:
            under = event
            yield f"\n### {text(event.text(language) if event else word('others', language))}\n\n"
        yield _citation(item, report)


def _boards(report: Report) -> Iterator[str]:
    """What the last visit to each results board brought."""
    language = report.language
    found = boards.boards(report.citations.store, report.citations.scope, visits=1)
    if found:
        yield f"\n## {board_words.word('boards', language)}\n\n"
    for board in found:
        yield f"- {text(board.title or board.id)}: {text(board_words.summary(board, language))}\n"
        events = board.visits[-1].events
        yield "".join(
            f"  - {text(board_words.story(event, language))}\n" for event in events[: boards.MOST]
        )


def text(value: str) -> str:
    """Remote text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", short(value))


def link(url: str) -> str:
    """A web address as an autolink; anything else as text."""
    return f"<{url}>" if _PLAIN_URL.fullmatch(url) else text(url)


def _citation(item: Listed, report: Report) -> str:
    language, one = report.language, item.cited
    certain = f" ({word(one.certainty, language)})" if one.certainty and one.shown.is_broken else ""
    marker = f"\\[{text(one.marker)}\\] " if one.marker else ""
    verdict = f"**{word(one.shown, language)}**{certain} · {text(cause(one.why, language))}"
    lines = [f"- {verdict} · {marker}{link(one.url)}"]
    place = f", {word('page', language)} {one.page}" if one.page else ""
    lines.append(f"  {word('source', language)}: {text(one.source_title or one.source_id)}{place}")
    if one.claim:
        lines.append(f"  {story.STORY['claim'].text(language)}: “{text(one.claim)}”")
    if one.accessed:
        read_on = word("read_on", language)
        lines.append(f"  {read_on[0].upper()}{read_on[1:]} {Day(one.accessed).text(language)}")
    if one.shown is Verdict.ALIVE:
        lines += [
            f"  {text(told)}" for told in beside(one, None, item.same_as, item.person, language)
        ]
    else:
        lines += _story(item, report)
        lines.append(f"  **{word('step', language)}**: {STEPS[item.next_step].text(language)}")
    if item.check and one.shown is not Verdict.ALIVE:
        lines += _evidence(item, item.check, report)
    shown = "  \n".join(lines) + "\n"
    operations = report.redlines.of.get(one.url_id)
    if operations:
        shown += (
            "\n" + "".join(f"      {line}\n" for line in unified(operations).splitlines()) + "\n"
        )
    return shown


def _story(item: Listed, report: Report) -> list[str]:
    """What the page said and says, since when, how sure and why, and where it can still be seen."""
    language, one, check = report.language, item.cited, item.check
    if check is None:
        return []
    lines = [f"  {text(told)}" for told in _said(one, report)]
    lines += [f"  {text(told)}" for told in item.beside(language)]
    if one.shown.is_broken or one.shown.is_unseen:
        since = story.since(one, language)
        lines.append(f"  {story.STORY['since'].text(language)}: {text(since)}.")
    why = " ".join(explain(reason, language) for reason in answer.reasons(check))
    sure = " ".join(filter(None, (story.sure(one, language), why)))
    lines.append(f"  {text(sure)}")
    for place, address in story.places(item, report.citations.captures(one), language):
        where = f"{place}: {link(address)}" if address else text(place)
        lines.append(f"  {story.STORY['still'].text(language)}: {where}")
    return lines


def _said(one: Cited, report: Report) -> Iterator[str]:
    lines, language = report.redlines, report.language
    at = lines.then.get(one.url_id, "")
    for altered in lines.altered.get(one.url_id, ()):
        yield from story.told(altered, at, language)
    if gone := lines.said.get(one.url_id):
        yield story.said(gone, at, language)


def _evidence(item: Listed, check: CheckView, report: Report) -> list[str]:
    """Lines for the redirects, the captures and the copies in public archives of what does not
    stand."""
    language, one = report.language, item.cited
    lines = []
    hops = [f"{link(hop.url)} ({hop.status})" for hop in answer.hops(check)]
    if hops:
        chain = " → ".join([*hops, link(check.final_url)])
        lines.append(f"  {word('redirects', language)}: {chain}")
    for kept in report.citations.captures(one):
        place = f"{kept.warc} @ {kept.offset}"
        lines.append(
            f"  {word('evidence', language)}: {kept.captured_at[:10]}, {text(place)}, "
            f"sha256 `{kept.payload_sha256}`"
        )
    lines += [
        f"  {word(f'part-{part.role}', language)}: {link(part.url)} "
        f"({word(part.check.verdict, language)})"
        for part in item.parts
    ]
    for copy in item.mementos:
        before = word("predates" if copy.captured_at < (one.since or "") else "after", language)
        told = f" ({before})" if one.shown.is_broken else ""
        address = link(copy.memento_url)
        lines.append(f"  {word('mementos', language)}: {copy.captured_at[:10]} {address}{told}")
    return lines
