"""A Word document for a report of one's own: what became of each commitment, with what was taken out and
put in as tracked changes (WordprocessingML, ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

import io
import zipfile
from itertools import count
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from evidence.changes.redline import Act, redline
from evidence.reports.safe import xml
from evidence.reports.series.table import place, problems
from evidence.reports.series.words import FATES, SIGNS, kind, reason, sentence, text
from evidence.series.model import Fate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Language
    from evidence.series.chains import Became, Chain, Series

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FIXED = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the same series gives the same bytes."""
_BY = 'w:author="Testigo"'
_SPACED = '<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="80"/></w:pPr></w:pPrDefault></w:docDefaults>'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
    f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
    for level, size in ((1, 36), (2, 28), (3, 24))
)


def render(series: Series, language: Language) -> bytes:
    """The whole document."""
    body = "".join(_body(series, language))
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>',
        "_rels/.rels": _related("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _related("styles", "styles.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{_SPACED}{_STYLES}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(zipfile.ZipInfo(name, _FIXED), head + content)
    return out.getvalue()


def _related(what: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/{what}" Target="{target}"/></Relationships>'
    )


def _body(series: Series, language: Language) -> Iterator[str]:
    yield _heading(1, series.name)
    for version in series.versions:
        date = version.date or text("no_date", language)
        units = f"{len(version.plan.units)} {text('units', language)}"
        yield _paragraph(f"{version.label} · {date} · {version.location} · {units}")
        yield _paragraph(f"SHA-256 {version.plan.sha256}")
    for problem in problems(series, language):
        yield _paragraph(problem, bold=True)
    counts = series.counts()
    told = (f"{SIGNS[fate]} {FATES[fate].text(language)}: {counts[fate]}" for fate in SIGNS)
    yield _paragraph(" · ".join(told))
    if not series.is_alarming and series.is_whole:
        yield _paragraph(text("none", language))
    number = count(1)
    for chain in series.chains:
        if chain.became:
            yield _heading(2, chain.title)
            for became in chain.became:
                yield from _step(series, chain, became, language, number)
    yield _paragraph(text("rules", language))


def _step(
    series: Series, chain: Chain, became: Became, language: Language, number: count[int]
) -> Iterator[str]:
    labels = " → ".join(series.versions[n].label for n in (became.old, became.new))
    outcome = became.outcome
    yield _heading(3, f"{labels}: {SIGNS[outcome.fate]} {FATES[outcome.fate].text(language)}")
    yield _paragraph(sentence(outcome, language))
    old, new = (place(chain.units.get(n), language) for n in (became.old, became.new))
    for one in outcome.findings:
        yield _paragraph(
            f"{kind(one, language)} ({one.severity:.1f}): {reason(one, language)}", bold=True
        )
        yield _paragraph(f"{text('before', language)} ({old}): {one.before}")
        yield _paragraph(
            f"{text('after', language)} ({new}): {one.after or text('nothing', language)}"
        )
    if outcome.fate not in (Fate.DROPPED, Fate.NEW) and outcome.words_removed + outcome.words_added:
        yield _tracked(series, became, number)


def _tracked(series: Series, became: Became, number: count[int]) -> str:
    """Both texts of a commitment in one paragraph, as tracked changes."""
    old, new = (
        [line for n in units for line in series.versions[at].plan.units[n].whole.split("\n")]
        for at, units in ((became.old, became.outcome.old), (became.new, became.outcome.new))
    )
    runs = []
    for one in redline(old, new):
        if one.act in (Act.REMOVED, Act.MOVED_FROM):
            runs.append(f'<w:del w:id="{next(number)}" {_BY}>{_run(one.old, "delText")}</w:del>')
        elif one.act in (Act.ADDED, Act.MOVED_TO):
            runs.append(f'<w:ins w:id="{next(number)}" {_BY}>{_run(one.new)}</w:ins>')
        else:
            runs.append(_run(one.new))
    return f"<w:p>{''.join(runs)}</w:p>"


def _run(words: str, tag: str = "t", *, bold: bool = False) -> str:
    """A run of text; its line feeds are line breaks."""
    shown = "<w:br/>".join(
        f'<w:{tag} xml:space="preserve">{escape(xml(line))}</w:{tag}>' for line in words.split("\n")
    )
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{shown}</w:r>"


def _paragraph(words: str, *, bold: bool = False) -> str:
    return f"<w:p>{_run(words, bold=bold)}</w:p>"


def _heading(level: int, words: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>{_run(words)}</w:p>'
