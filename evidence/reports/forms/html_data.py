"""The citations of the HTML report as JSON data blocks."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from evidence.bilingual import LANGUAGES, Told, Words
from evidence.days import DAY, MONTHS, Day
from evidence.kept import kept
from evidence.reports import answer, safe, story
from evidence.reports.causes import CAUSES
from evidence.reports.steps import STEPS
from evidence.reports.summary import CERTAINTIES, ORDER
from evidence.reports.words import WORDS
from evidence.verdicts.rules import WORDS as REASONS
from evidence.verdicts.wording import told
from evidence.vocabulary import MementoState, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from evidence.bilingual import Language
    from evidence.reports.listed import Listed
    from evidence.reports.model import Report
    from evidence.reports.sightings import Sightings
    from evidence.store.answers import CheckView, Kept, PartView
    from evidence.store.records import Memento
    from evidence.store.reporting import Cited, KeptCapture

CHUNK = 200
"""Details in one data block: what is parsed to open one citation."""
ABOUT: dict[str, Any] = {
    "verdicts": ORDER,
    "certainties": CERTAINTIES,
    "chunk": CHUNK,
}
_SAME = "\x1a"
"""Stands for the URL as cited; no text from elsewhere has it, because control characters are taken
out."""
_CLAIM = 140
"""Characters of a claim in the table, two lines of it; the details have the rest."""
_TITLES = 80


def blocks(report: Report) -> tuple[list[Markup], list[Markup]]:
    """``<script type="application/json">`` blocks: ``about`` and ``index``, and the details ``d0``,
    ``d1`` …

    The table needs the first two only, so it can stand there while a browser still reads the
    others.
    """
    details: list[Markup] = []
    sources = {source.id: number for number, source in enumerate(report.sources)}
    hosts: dict[str, int] = {}
    warcs: dict[str, int] = {}
    index: list[list[Any]] = []
    items = iter(report.citations)
    rules: set[str] = set()
    while chunk := list(islice(items, CHUNK)):
        details.append(
            _block(f"d{len(details)}", [_details(item, report, warcs, rules) for item in chunk])
        )
        places = report.citations.places[len(index) :]
        index += [
            [*_entry(item.cited, sources, hosts), place]
            for item, place in zip(chunk, places, strict=False)
        ]
    titles = [safe.short(source.title or source.id, _TITLES) for source in report.sources]
    about = {
        **ABOUT,
        "language": report.language,
        "languages": LANGUAGES,
        "sources": titles,
        "tags": [[safe.short(tag, _TITLES) for tag in source.tags] for source in report.sources],
        "source_ids": [source.id for source in report.sources],
        "hosts": [safe.short(host) for host in hosts],
        "warcs": list(warcs),
        "words": _each_language(WORDS),
        "causes": _each_language(CAUSES),
        "steps": _each_language(STEPS),
        "story": _each_language(story.STORY),
        "day": DAY.in_each(),
        "months": MONTHS.in_each(),
        "reasons": {rule: REASONS[rule].in_each() for rule in sorted(rules) if rule in REASONS},
    }
    return [_block("about", about), _block("index", index)], details


def _each_language(words: Mapping[Any, Words]) -> dict[str, dict[Language, str]]:
    return {key: told.in_each() for key, told in words.items()}


def _block(name: str, value: object) -> Markup:
    """A data block; ``<`` never appears in it, so nothing in it can end it."""
    text = safe.dumps(value).replace("<", "\\u003c")
    return Markup(f'<script type="application/json" id="{name}">{text}</script>\n')  # noqa: S704 - see above


def _entry(one: Cited, sources: dict[str, int], hosts: dict[str, int]) -> list[Any]:
    """What the table needs of a citation, in the order that ``report.js`` names."""
    certain = CERTAINTIES.index(one.certainty) if one.certainty and one.shown.is_broken else -1
    return [
        one.id,
        ORDER.index(one.shown),
        certain,
        sources.get(one.source_id, -1),
        hosts.setdefault(one.host, len(hosts)),
        safe.short(one.marker or "", _TITLES),
        safe.short(one.url),
        _claim(one)[:_CLAIM],
        _minute(one.since)[:10],
        one.why,
    ]


def _claim(one: Cited) -> str:
    return safe.short(one.claim or one.label or "")


def _minute(stamp: str | None) -> str:
    """A stamp to the minute, as far as people read it."""
    return (stamp or "")[:16]


def _details(
    item: Listed, report: Report, warcs: dict[str, int], rules: set[str]
) -> dict[str, Any]:
    """The rest of a citation: short for short files, the cited URL as :data:`_SAME`, nothing
    empty."""
    one, check, instead = item.cited, item.check, item.replacement
    cited = safe.short(one.url)

    def url(text: str) -> str:
        shown = safe.short(text)
        return _SAME if shown == cited else shown

    found: dict[str, Any] = {
        "claim": _claim(one)[_CLAIM:],
        "note": safe.short(one.note or "").replace(cited, _SAME),
        "page": one.page,
        "read": one.accessed,
        "heading": safe.short(one.heading or ""),
        "good": _minute(one.last_good),
        "look": _minute(one.last_look),
        "since": _minute(one.since),
        "looks": one.looks,
    }
    beside = Words.each(lambda language: "\n".join(item.beside(language)))
    found["told"] = beside.in_each() if beside.en else None
    if item.seen:
        found |= _sightings(item.seen, one)
    if check:
        rules.update(reason.rule for reason in answer.reasons(check))
        found |= _seen(check, url)
    captures = report.citations.captures(one)
    found |= {
        "kept": _kept(check, captures, warcs),
        "good_copy": _place(story.good_copy(one, captures), captures),
        "parts": [_part(part, url, warcs) for part in item.parts],
        "copies": [_copy(copy, url) for copy in item.mementos] if check else [],
        "instead": instead and [url(instead.url), _minute(instead.captured_at), instead.verified],
        "step": item.next_step,
        "pictures": one.url_id if one.url_id in report.pictures.of else None,
        "redline": one.url_id if one.url_id in report.redlines.of else None,
        "said": one.url_id if one.url_id in report.redlines.then else None,
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _sightings(seen: Sightings, one: Cited) -> dict[str, Any]:
    """When the document could be seen, where that is more than the standing tells."""
    return {
        "shown": _minute(seen.last_seen) if seen.last_seen != one.last_good else None,
        "blind": _minute(seen.not_seen_since) if seen.not_seen_since != one.since else None,
    }


def _seen(check: CheckView, url: Callable[[str], str]) -> dict[str, Any]:
    """What the last look saw."""
    final = url(check.final_url)
    failure = answer.failure(check)
    changed = check.verdict is Verdict.CHANGED and check.change_kind is not None
    return {
        "why": [[reason.rule, _facts(reason.facts)] for reason in answer.reasons(check)],
        "status": check.status,
        "error": _each_of(kept(f"{failure.kind}: {failure.detail}")) if failure else None,
        "hops": [[url(hop.url), hop.status] for hop in answer.hops(check)],
        "final": final if final != _SAME else None,
        "change": [check.words_removed, check.words_added] if changed else None,
        "compared": _minute(check.baseline_at) if changed else None,
    }


def _part(part: PartView, url: Callable[[str], str], warcs: dict[str, int]) -> list[Any]:
    """A part of the document: role, address, place of its verdict among :data:`ORDER`, cause, and its
    capture where there was an answer."""
    check = part.check
    capture = (
        _capture(check.capture, check.checked_at, check.status, warcs) if check.capture else None
    )
    return [part.role, url(part.url), ORDER.index(check.verdict), check.cause, capture]


def _copy(copy: Memento, url: Callable[[str], str]) -> list[Any]:
    """One copy in a public archive: archive, address, when, whether we have checked it."""
    checked = copy.state is MementoState.VERIFIED
    return [safe.short(copy.archive), url(copy.memento_url), _minute(copy.captured_at), checked]


def _facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a reason; one that is told otherwise in each language as that."""
    return {name: _fact(value) for name, value in told(facts).items()}


def _fact(value: Any) -> Any:
    if isinstance(value, Day):  # told by the script
        return value.at
    if isinstance(value, Told):
        told_in = _each_of(value)
        return value.text("en") if len(set(told_in.values())) == 1 else told_in
    return safe.short(value) if isinstance(value, str) else value


def _each_of(words: Told) -> dict[Language, str]:
    return {language: safe.short(text) for language, text in words.in_each().items()}


def _kept(check: CheckView | None, captures: list[KeptCapture], warcs: dict[str, int]) -> list[Any]:
    """Captures: UUID, WARC, offset, bytes, sha256 of the payload, when, status."""
    shown = [_capture(one, one.captured_at, one.status, warcs) for one in captures]
    last = check.capture if check else None
    if check and last and all(one.payload_sha256 != last.payload_sha256 for one in captures):
        shown.append(_capture(last, check.checked_at, check.status, warcs))
    return shown


def _place(one: KeptCapture | None, captures: list[KeptCapture]) -> int | None:
    """Where the copy that shows the document stands among the captures."""
    return captures.index(one) if one else None


def _capture(
    one: KeptCapture | Kept, at: str, status: int | None, warcs: dict[str, int]
) -> list[Any]:
    number = warcs.setdefault(one.warc, len(warcs))
    name = one.id.removeprefix("urn:uuid:")
    return [name, number, one.offset, one.length, one.payload_sha256, _minute(at), status]
