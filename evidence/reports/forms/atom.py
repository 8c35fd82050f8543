"""What is new as an Atom feed (RFC 4287): each loss, each alteration and each document that is back is an entry,
the newest first.

An entry's id is made of the address, the verdict and the day since when it holds, so it is the same in every
feed that is made, and a reader of feeds shows it once. What is only suspected is no entry.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

from evidence import clock
from evidence.bilingual import Words
from evidence.custody.log import keys
from evidence.reports import safe, story
from evidence.reports.answer import why
from evidence.reports.causes import cause
from evidence.reports.in_words import InWords
from evidence.reports.safe import href, short
from evidence.reports.steps import STEPS
from evidence.reports.story import STORY, sure
from evidence.reports.words import word
from evidence.store import reporting
from evidence.verdicts.wording import label
from evidence.vocabulary import Certainty, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.reports.listed import Listed
    from evidence.reports.model import Report
    from evidence.store.reporting import Cited, Recovered

MOST = 100
"""Entries: readers of feeds ask every hour and keep what they saw; a feed of 100 has some 200 kB."""
RECENT = timedelta(days=30)
"""How long a document that is back is told: as long as what comes and goes is watched (verdicts.transition)."""
_NAMES = uuid5(NAMESPACE_URL, "https://testigo.example/feed/1")
"""Where the ids of entries are made; never changes."""
_TITLE = Words("Testigo: what is new", "Testigo: novedades")
_BROKEN = Words("{verdict} ({certainty}): {url}", "{verdict} ({certainty}): {url}")
_BACK = Words("back again: {url}", "recuperado: {url}")
_CITED = Words("Cited in {places}", "Se cita en {places}")


@dataclass(frozen=True)
class _Entry:
    """One entry, in the reader's language."""

    id: UUID
    title: str
    url: str
    at: str
    said: list[str]


def render(report: Report) -> Iterator[str]:
    """The feed; remote texts are plain text within it."""
    entries = sorted(_entries(report), key=lambda one: (one.at, str(one.id)), reverse=True)[:MOST]
    began = report.run.started_at if report.run else report.generated_at
    updated = max([_time(one.at) for one in entries], default=_time(began))
    title = _TITLE.text(report.language)
    of = f"<subtitle>{_text(report.only.text(report.language))}</subtitle>\n" if report.only else ""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{report.language}">\n'
        f"<id>{_of_feed(report).urn}</id>\n<title>{_text(title)}</title>\n{of}"
        f"<updated>{updated}</updated>\n<author><name>Testigo</name></author>\n"
        f"<generator>{_text(report.tool)}</generator>\n"
    )
    for one in entries:
        yield _written(one)
    yield "</feed>\n"


def _of_feed(report: Report) -> UUID:
    """One for each folder, source and tags: the folder is known by its key."""
    public, of = keys.public_of(report.citations.store), report.narrowed
    names = (keys.key_id(public) if public else "", of.source or "", *of.tags)
    return uuid5(_NAMES, " ".join(names))


def _written(one: _Entry) -> str:
    body = "".join(f"<p>{escape(said)}</p>" for said in one.said)
    target = href(one.url) if len(one.url) <= safe.LONGEST else None  # cut, it would lead elsewhere
    link = f'<link rel="alternate" href={quoteattr(_iri(target))}/>\n' if target else ""
    return (
        f"<entry>\n<id>{one.id.urn}</id>\n<title>{_text(one.title)}</title>\n"
        f"<updated>{_time(one.at)}</updated>\n{link}"
        f'<content type="html">{_text(body)}</content>\n</entry>\n'
    )


def _entries(report: Report) -> Iterator[_Entry]:
    seen: dict[str, Cited] = {}
    places: dict[str, list[str]] = {}
    for one in report.citations.cited:
        if one.shown.is_broken and one.since and one.certainty is not Certainty.SUSPECTED:
            seen.setdefault(one.url_id, one)
            places.setdefault(one.url_id, []).append(_place(one, report.language))
    words = InWords(report.citations.store, report.folder)
    newest = sorted(seen.values(), key=lambda one: one.since or "", reverse=True)[:MOST]
    for one in report.citations.near(newest):
        listed = report.citations.listed(one)
        if listed.person is None or not listed.person.silences:
            yield _broken(report, listed, places[one.url_id], words)
    since = clock.stamp(clock.parse(report.generated_at) - RECENT)
    for back in reporting.recovered(report.citations.store, since, report.citations.scope):
        yield _back(back, report.language)


def _broken(report: Report, item: Listed, places: list[str], words: InWords) -> _Entry:
    one, language = item.cited, report.language
    assert one.since is not None
    assert one.certainty is not None
    facts = {
        "verdict": label(one.shown, language),
        "certainty": label(one.certainty, language),
        "url": short(one.url),
    }
    said = [f"{label(one.shown, language)}: {cause(str(one.why), language)}"]
    said += [why(item.check, language), *item.beside(language), sure(one, language)]
    if one.check_id and one.verdict is Verdict.CHANGED:
        said += words.of(one.check_id, one.claim or "", language)
    said.append(_CITED.filled(language, {"places": "; ".join(places[:_PLACES])}))
    captures = report.citations.captures(one)
    said += [
        f"{STORY['still'].text(language)}: {where}{f' {short(url)}' if url else ''}"
        for where, url in story.places(item, captures, language)
    ]
    said.append(STEPS[item.next_step].text(language))
    identity = uuid5(_NAMES, f"{one.url} {one.shown} {one.since}")
    return _Entry(identity, _BROKEN.filled(language, facts), one.url, one.since, said)


def _back(back: Recovered, language: Language) -> _Entry:
    said = [
        _BACK_SAID.filled(
            language, {"verdict": label(back.verdict, language), "was": label(back.was, language)}
        )
    ]
    identity = uuid5(_NAMES, f"{back.url} back {back.since}")
    title = _BACK.filled(language, {"url": short(back.url)})
    return _Entry(identity, title, back.url, back.since, said)


_BACK_SAID = Words("{verdict}; before: {was}", "{verdict}; antes: {was}")
_PLACES = 5
"""Places that cite one address told in an entry, as in a notice (evidence.reports.news)."""


def _place(one: Cited, language: Language) -> str:
    """Shadow report, note 12."""
    title = short(one.source_title or one.source_id, _MOST_TITLE)
    return (
        f"{title}, {word('note', language).lower()} {short(one.marker, 40)}"
        if one.marker
        else title
    )


_MOST_TITLE = 200
"""Characters of a source's title."""


_NOT_XML = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold (2.2), and the control characters that it can."""


def _text(text: str) -> str:
    """Text as XML 1.0 can hold it, whole."""
    return xml_escape(_NOT_XML.sub(" ", safe.line(text)))


_PARTS = re.compile(r"([^/]*://)?([^/?#]*)([^#]*)(#?)(.*)", re.DOTALL)
"""Scheme, authority, path with query, and fragment (RFC 3986, appendix B)."""
_LONE = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""A per cent sign that escapes nothing."""


def _iri(url: str) -> str:
    """An address with what no reference may hold escaped (RFC 3986, RFC 3987): it may hold brackets around a
    host alone, and one number sign."""
    found = _PARTS.match(safe.xml(url))
    assert found
    scheme, host, path, sign, fragment = (part or "" for part in found.groups())
    return f"{scheme}{_quoted(host, '[]')}{_quoted(path)}{sign}{_quoted(fragment)}"


def _quoted(part: str, also: str = "") -> str:
    return quote(_LONE.sub("%25", part), safe=f"/:?&=%@!$'()*+,;~{also}", errors="replace")


def _time(at: str) -> str:
    """RFC 3339, to the second."""
    return f"{at[:19].replace(' ', 'T')}Z"
