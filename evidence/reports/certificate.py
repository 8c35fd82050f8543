"""The certificate of one capture: its custody record on one page, in every language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from evidence.kept import kept
from evidence.reports import certificate_words, differing, pictures, safe
from evidence.reports.templating import environment
from evidence.reports.words import WORDS
from evidence.verdicts.wording import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2 import Template

    from evidence.reports.pictures import BeforeAfter
    from evidence.store import Store


@cache
def _template() -> Template:
    made = environment(
        sparse=True,
        line=safe.line,
        beside=certificate_words.beside,
        below=certificate_words.below,
        plainly=certificate_words.plainly,
    )
    return made.get_template("certificate.html.j2")


def maker(store: Store, folder: Path) -> Callable[[dict[str, Any]], str]:
    """Makes pages as :func:`render` does, with the pictures that the folder has; the first of them tell where
    a page differs from what it showed before."""
    left = differing.MOST

    def made(record: dict[str, Any]) -> str:
        nonlocal left
        shown = pictures.of_look(
            store, folder, record["check"], record["capture"], compare=left > 0
        )
        left -= bool(shown and shown.differing)
        return render(record, shown)

    return made


def render(record: dict[str, Any], shown: BeforeAfter | None = None) -> str:
    """The page for a record of :func:`evidence.custody.wacz.record.record`; all that is remote is
    escaped. The picture proves nothing, and stands below what does."""
    verdict = (record["verdict"] or {}).get("verdict")
    return _template().render(
        r=record,
        w=certificate_words.WORDS,
        states=certificate_words.STATES,
        robots=kept(record["collector"].get("robots") or ""),
        hidden=WORDS["picture_hidden"],
        verdict=LABELS[verdict] if verdict else None,
        picture=shown.after if shown else None,
        before=shown.before if shown else None,
        differing=shown.differing if shown else None,
    )
