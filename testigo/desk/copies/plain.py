"""The pages around what is no page itself: pictures of a PDF's pages, a text, a picture, facts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from evidence.changes.renderers.harmless import harmless
from evidence.reports import safe
from evidence.reports.templating import environment
from testigo.desk.copies import passages
from testigo.desk.copies.html import MARK, POLICY
from testigo.desk.copies.pdf import SHOWN
from testigo.desk.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from evidence.bilingual import Language
    from testigo.desk.copies.pdf import Found


_STYLE = Markup("""\
:root { color-scheme: light dark; }
body { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
.told { color: GrayText; font-size: .9rem; }
.text { white-space: pre-wrap; }
figure { margin: 0 0 1.5rem; }
img { max-width: 100%; height: auto; border: 1px solid GrayText; background: #fff; }
""")
_UNSEEN = re.compile("[\r\x02\ufffe]")


def pdf(found: Found, names: Sequence[str], language: Language, link: str) -> str:
    """Pages of a PDF, each its picture and below it its text; ``link`` and a number lead to others."""
    shown = [
        (number, name, list(passages.cut(text, 0, _on(found, number))))
        for number, (name, text) in enumerate(
            zip(names, found.texts, strict=True), start=found.first
        )
    ]
    after = found.first + len(names)
    return _render(
        "copy_pdf.html.j2",
        language,
        found=found,
        shown=shown,
        link=link,
        before=max(1, found.first - SHOWN) if found.first > 1 else None,
        after=after if after <= found.pages else None,
        marked=sorted({one[0] for one in found.marks}),
    )


def _on(found: Found, page: int) -> list[tuple[int, int]]:
    return [(start, stop) for number, start, stop in found.marks if number == page]


def text(
    pieces: Sequence[tuple[str, bool]], language: Language, *, is_cut: bool, instead: bool
) -> str:
    """A text; ``instead`` says that it stands for what can't be shown as it looked."""
    return _render("copy_text.html.j2", language, pieces=pieces, is_cut=is_cut, instead=instead)


def picture(name: str, url: str, language: Language) -> str:
    """One picture."""
    return _render("copy_picture.html.j2", language, name=name, url=url)


def facts(media_type: str, size: int, sha256: str, language: Language) -> str:
    """What is known of a file that can't be shown."""
    return _render("copy_facts.html.j2", language, media_type=media_type, size=size, sha256=sha256)


def _render(template: str, language: Language, **given: Any) -> str:
    return (
        _templates()
        .get_template(template)
        .render(
            language=language,
            policy=POLICY,
            style=_STYLE,
            passage=passages.PASSAGE,
            mark=MARK,
            t=lambda key, **facts: word(key, language).format_map(facts),
            **given,
        )
    )


def _shown(text: str) -> str:
    """A text in which nothing acts, without PDFium's signs of lines and broken words."""
    return harmless(_UNSEEN.sub("", text))


@cache
def _templates() -> Environment:
    return environment(package="testigo.desk", line=safe.line, harmless=_shown)
