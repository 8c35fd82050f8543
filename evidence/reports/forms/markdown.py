"""The report as Markdown (CommonMark with tables), for a wiki, an issue or a chat."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from evidence.changes.renderers.unified import render as unified
from evidence.reports import boards, limits
from evidence.reports.model import BROKEN
from evidence.reports.safe import short
from evidence.reports.steps import STEPS
from evidence.reports.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.reports.model import Report

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:@$^=\"'])")
"""All ASCII punctuation that may be escaped (CommonMark 2.4) and that some reader gives a
meaning."""
_PLAIN_URL = re.compile(r"https?://[!#$%&'()*+,\-./:;=?@\[\]\w~]+", re.ASCII | re.IGNORECASE)
"""What may stand between < and > as an autolink."""
_GROUPS = {
    "broken": ("missing", "changed"),
    "moved_too": ("moved",),
    "unsure": ("blocked", "unreachable", "unchecked", None),
    "sound": ("alive",),
}


def render(report: Report) -> Iterator[str]:
    """The summary, then the citations by group."""
    language = report.language
    summary = report.summary
    yield f"# {word('title', language)}\n\n"
    yield f"{word('made', language)} {report.generated_at} {word('by', language)} {text(report.tool)}\n\n"
    for source in report.sources:
        yield f"- {text(source['title'] or source['id'])}\n"
    yield f"\n{summary['checked']} {word('of', language)} {summary['cited']} {word('cited', language)} "
    yield f"{word('checked', language)}\n\n"
    yield "".join(
        f"- {count} {word(verdict, language)}\n" for verdict, count in summary["verdicts"].items()
    )
    yield from _boards(report)
    heading = None
    for item in report.citations:
        group = next(name for name, verdicts in _GROUPS.items() if item["verdict"] in verdicts)
        if group != heading:
            heading = group
            yield f"\n## {word(group, language)}\n\n"
        yield _citation(item, report)
    yield f"\n## {word('limits', language)}\n\n"
    yield "".join(f"- {limit}\n" for limit in limits.told(report, language, redlines=True))
    if report.run:
        yield f"\n{word('run', language)} {text(report.run.id)} · {word('rules', language)} "
        yield f"{text(report.run.rules_version)} · {word('config', language)} {report.run.config_sha256}\n"


def _boards(report: Report) -> Iterator[str]:
    """What the last visit to each results board brought."""
    language = report.language
    found = boards.boards(report.citations.store, report.citations.source, visits=1)
    if found:
        yield f"\n## {boards.word('boards', language)}\n\n"
    for board in found:
        yield f"- {text(board['title'] or board['id'])}: {text(boards.summary(board, language))}\n"
        events = board["visits"][-1]["events"]
        yield "".join(
            f"  - {text(boards.story(event, language))}\n" for event in events[: boards.MOST]
        )


def text(value: str) -> str:
    """Remote text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", short(value))


def link(url: str) -> str:
    """A web address as an autolink; anything else as text."""
    return f"<{url}>" if _PLAIN_URL.fullmatch(url) else text(url)


def _citation(item: dict[str, Any], report: Report) -> str:
    language = report.language
    verdict = item["verdict"] or "unchecked"
    certain = f" ({word(item['certainty'], language)})" if verdict in ("missing", "changed") else ""
    marker = f"\\[{text(item['marker'])}\\] " if item["marker"] else ""
    lines = [f"- **{word(verdict, language)}**{certain} {marker}{link(item['url'])}"]
    if item["claim"]:
        lines.append(f"  {word('claim', language)}: “{text(item['claim'])}”")
    if verdict != "alive" and item["check"]:
        lines += [f"  {text(reason['text'])}" for reason in item["check"]["reasons"]]
    if item["since"] and verdict != "alive":
        good = item["last_good"][:10] if item["last_good"] else word("never", language)
        lines.append(
            f"  {word('since', language)}: {item['since'][:10]}. {word('last_good', language)}: {good}."
        )
    if verdict != "alive" and item["check"]:
        lines += _evidence(item, report)
    if item["replacement"]:
        lines.append(f"  {word('replacement', language)}: {link(item['replacement']['url'])}")
    if verdict != "alive":
        lines.append(f"  {STEPS[item['next_step']].text(language)}")
    shown = "  \n".join(lines) + "\n"
    operations = report.redlines.of.get(item["url_id"])
    if operations:
        shown += (
            "\n" + "".join(f"      {line}\n" for line in unified(operations).splitlines()) + "\n"
        )
    return shown


def _evidence(item: dict[str, Any], report: Report) -> list[str]:
    """Lines for the redirects, the captures and the copies in public archives of what does not
    stand."""
    language = report.language
    check = item["check"]
    hops = check["http"]["redirects"]
    lines = []
    if hops:
        chain = " → ".join(
            [*(f"{link(hop['url'])} ({hop['status']})" for hop in hops), link(check["final_url"])]
        )
        lines.append(f"  {word('redirects', language)}: {chain}")
    for capture in report.citations.captures.get(item["url_id"], []):
        place = f"{capture['warc']} @ {capture['offset']}"
        lines.append(
            f"  {word('evidence', language)}: {capture['captured_at'][:10]}, {text(place)}, "
            f"sha256 `{capture['payload_sha256']}`"
        )
    for copy in check["mementos"]:
        before = word("predates" if copy["captured_at"] < item["since"] else "after", language)
        told = f" ({before})" if item["verdict"] in BROKEN else ""
        lines.append(
            f"  {word('mementos', language)}: {copy['captured_at'][:10]} {link(copy['url'])}{told}"
        )
    return lines
