"""A notice as text and as HTML, from its data alone."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from evidence.days import day
from evidence.reports.safe import href, line
from evidence.reports.templating import environment
from evidence.verdicts.transition import Step
from evidence.verdicts.wording import label, noun
from evidence.vocabulary import Certainty
from schedules.notices import boards
from schedules.notices.channels import Message
from schedules.notices.notice import NEWS, Kind
from schedules.notices.words import count, word

if TYPE_CHECKING:
    from jinja2 import Template

    from evidence.bilingual import Language
    from evidence.reports.news import Item, Place
    from schedules.notices.notice import Notice


def message(notice: Notice) -> Message:
    """Every form of a notice; no remote text gets into the subject."""
    subject = _subject(notice)
    night = f"{word('night', notice.language)} {day(notice.night, notice.language)}"
    lines = [subject, night, "", *_body(notice)]
    return Message(notice.id, subject, "\n".join(lines), html(notice), notice)


def html(notice: Notice) -> str:
    """The HTML of an e-mail: no script, no picture, nothing that asks anyone."""
    language = notice.language
    return _template().render(
        notice=notice,
        subject=_subject(notice),
        groups=_groups(notice),
        word=lambda key, **facts: word(key, language, **facts),
        label=lambda key: label(key, language),
        cited=lambda one: _cited(one, language),
        day=lambda at: day(at, language),
        counted=lambda board: boards.counted(board.counts, language),
        href=href,
    )


@cache
def _template() -> Template:
    return environment(package="schedules.notices").get_template("digest.html.j2")


def _subject(notice: Notice) -> str:
    """What happened in a line, the worst first: ``Testigo (folder): 2 missing (1 confirmed), 1 back again``."""
    told = word("test_subject", notice.language)
    if notice.kind is Kind.DIGEST:
        told = ", ".join(_counted(key, notice) for key in WORST_FIRST if notice.counts.get(key))
    return line(f"Testigo ({notice.folder}): {told}")


WORST_FIRST = ("broken", "changed", "trouble", "board", "recovered")
"""In the order of a subject, of which a telephone shows forty characters."""


def _counted(key: str, notice: Notice) -> str:
    """``2 missing (1 confirmed)``; of losses always how sure they are, because a subject is read alone."""
    told = count(key, notice.counts[key], notice.language)
    if key != "broken":
        return told
    sure = notice.confirmed or _confirmed(notice)
    if not sure:
        return f"{told} ({word('unconfirmed', notice.language)})"
    if sure == notice.counts[key]:
        return f"{told} ({noun('confirmed', sure, notice.language)})"
    return f"{told} ({count('confirmed', sure, notice.language)})"


def _confirmed(notice: Notice) -> int:
    """Those of the items: a notice of an earlier version, which still waits, has no number of them."""
    return sum(
        item.news is Step.BROKEN and item.certainty is Certainty.CONFIRMED for item in notice.items
    )


def _groups(notice: Notice) -> list[tuple[Step, list[Item]]]:
    groups = ((step, [item for item in notice.items if item.news is step]) for step in NEWS)
    return [
        (step, items)
        for step, items in groups
        if items or (step is Step.BROKEN and notice.together)
    ]


def _body(notice: Notice) -> list[str]:
    language = notice.language
    lines: list[str] = []
    if notice.kind is Kind.TEST:
        return [word("test", language)]
    if notice.troubles:
        lines += [word("trouble", language).upper(), ""]
        lines += [f"* {line(trouble.text)}\n" for trouble in notice.troubles]
    for step, items in _groups(notice):
        lines += [f"{word(step, language).upper()} ({notice.counts[step]})", ""]
        for item in items:
            lines += [*_item(item, language), ""]
        if step is Step.BROKEN:
            lines += _together(notice)
    lines += _boards(notice)
    if notice.more:
        lines.append(word("more", language, n=notice.more))
    place = notice.report
    lines.append(f"{word('report', language)}: {place}" if place else word("report_how", language))
    return [*lines, "", "-- ", word("foot", language)]


def _together(notice: Notice) -> list[str]:
    lines: list[str] = []
    for event in notice.together:
        lines.append(f"* {line(event.text)}")
        lines += [f"  - {line(url)}" for url in event.urls]
        if event.more:
            lines.append(f"  {word('together_more', notice.language, n=event.more)}")
        lines.append("")
    return lines


def _boards(notice: Notice) -> list[str]:
    language = notice.language
    if not notice.boards:
        return []
    lines = [f"{word('boards', language).upper()} ({notice.counts['board']})", ""]
    for board in notice.boards:
        lines += [f"* {line(board.title)}", f"  {boards.counted(board.counts, language)}"]
        lines += [f"  - {line(event.text)}" for event in board.events]
        if board.more:
            more = word("boards_more", language, n=board.more, source=line(board.source))
            lines.append(f"  {more}")
        lines.append("")
    return lines


def _item(item: Item, language: Language) -> list[str]:
    lines = [f"* {line(item.url)}", f"  {label(item.verdict, language)}"]
    if item.news is not Step.RECOVERED:
        last = day(item.last_good, language) if item.last_good else word("never", language)
        certain = label(item.certainty, language)
        lines[-1] += f", {certain}; {word('last_good', language)}: {last}"
    lines += [f"  {_cited(one, language)}" for one in item.cited]
    if item.cited_more:
        lines.append(f"  {word('cited_more', language, n=item.cited_more)}")
    lines += [f"  {line(altered)}" for altered in item.altered]
    lines.append(f"  {word('why', language)}: {line(item.reason)}")
    if item.see:
        lines.append(f"  {word('see-' + item.see.kind, language)}: {line(item.see.url)}")
    lines.append(f"  {word('next', language)}: {item.next_step.text}")
    return lines


def _cited(one: Place, language: Language) -> str:
    """``Cited in Shadow report, note 12, page 3: “claim”``, on one line."""
    place = [one.title or one.source]
    place += [f"{word('marker', language)} {one.marker}"] if one.marker else []
    place += [f"{word('page', language)} {one.page}"] if one.page else []
    claim = f": “{one.claim}”" if one.claim else ""
    return line(f"{word('cited_in', language)} {', '.join(place)}{claim}")
