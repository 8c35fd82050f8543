"""What the captures of a court package are: an answer of a server is one thing, what a browser made of a page
another, and an annex that takes one for the other can be called false."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.views import View, is_view, page_of
from evidence.vocabulary import Fidelity

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.custody.court.facts import Kept

VIEWS = {
    View.DOM: Words("the document as the browser drew it", "el documento tal como lo presentó el navegador"),
    View.TEXT: Words("the text that could be read on it", "el texto que se podía leer en ella"),
    View.FIRST: Words("a picture of what is seen without scrolling", "una imagen de lo que se ve sin desplazarse"),
    View.WHOLE: Words("a picture of the whole page", "una imagen de la página completa"),
    View.SMALL: Words("a small picture of it", "una imagen pequeña de ella"),
    View.INFO: Words("a record of how it was opened", "un registro de cómo se abrió"),
}  # fmt: skip


def kind(kept: Kept) -> str:
    """Which of :data:`evidence.reports.annex_words.KINDS` a capture is."""
    record = kept.record
    copied = record["exchange"]["fidelity"] == Fidelity.RECONSTRUCTED
    copies = {one["capture_id"] for one in record["third_party"]["mementos"]}
    if copied or kept.id in copies:
        return "copy"
    if is_view(str(record["url"]["requested"])):
        return "view"
    if record["exchange"]["fidelity"] == Fidelity.BROWSER:
        return "received"
    return "look" if record["check"] else "probe" if kept.is_probe else "other"


def view(kept: Kept) -> Words:
    """What a capture of the kind ``view`` shows."""
    name = str(kept.record["url"]["requested"]).removeprefix("urn:").partition(":")[0]
    return VIEWS[View(name)]


def named(kept: Kept, language: Language) -> str:
    """The address that a capture is of, and of a view what it shows of the page."""
    of = address(kept)
    return f"{of} ({view(kept).text(language)})" if kind(kept) == "view" else of


def address(kept: Kept) -> str:
    """The address that a capture is of: of a view, that of its page."""
    return page_of(str(kept.record["url"]["requested"]))
