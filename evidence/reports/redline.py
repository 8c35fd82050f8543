"""The redline of two documents, in the form that is asked for: terminal, unified text, HTML, JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from evidence.bilingual import Words, counted
from evidence.changes import Flag
from evidence.changes.compare import compare
from evidence.changes.redline import between
from evidence.changes.renderers import html, terminal, unified
from evidence.errors import ExitCode
from evidence.reports.safe import line
from evidence.reports.words import word

if TYPE_CHECKING:
    from evidence.bilingual import Language
    from evidence.changes import Change
    from evidence.changes.redline import Operation
    from evidence.content import Content
    from evidence.looks.between import Gone

_SAME = (
    Words("{count} unchanged line", "{count} línea sin cambios"),
    Words("{count} unchanged lines", "{count} líneas sin cambios"),
)
FLAGS = {
    Flag.NUMBER: Words("a number changed", "cambió una cifra"),
    Flag.DATE: Words("a date changed", "cambió una fecha"),
    Flag.MODAL: Words(
        "a duty, a negation or a limit changed", "cambió una obligación, una negación o un límite"
    ),
    Flag.SENTENCE_REMOVED: Words("a sentence was taken out", "se quitó una oración"),
    Flag.SECTION_REMOVED: Words("a section was taken out", "se quitó una sección"),
    Flag.LINK_REMOVED: Words(
        "a link to a document was taken out", "se quitó un enlace a un documento"
    ),
    Flag.PAGE_IMAGE: Words(
        "pages without text look different", "cambió el aspecto de páginas sin texto"
    ),
    Flag.LANGUAGE: Words("in another language", "en otro idioma"),
    Flag.READABLE: Words(
        "pages that could not be read show text now",
        "páginas que no se podían leer ahora tienen texto",
    ),
    Flag.FORMAT: Words("in another format", "en otro formato"),
    Flag.BY_LINES: Words(
        "the words counted are those of whole lines", "las palabras se cuentan por líneas enteras"
    ),
    Flag.STATE: Words(
        "an icon, a bar or a colour says another state",
        "un icono, una barra o un color indica otro estado",
    ),
    Flag.MEDIA: Words(
        "another video, recording or chart is embedded",
        "hay otro video, audio o gráfica en la página",
    ),
    Flag.EXCHANGED: Words(
        "values stand under other names than before", "hay valores que cambiaron de lugar entre sí"
    ),
    Flag.ENTRY: Words(
        "an entry of a list of links is gone or leads elsewhere",
        "falta una entrada de una lista de enlaces, o lleva a otra parte",
    ),
    Flag.UNSURE: Words(
        "perhaps only the site around the document",
        "quizá solo cambió el sitio que rodea al documento",
    ),
    Flag.QUOTE_TOUCHED: Words(
        "the quoted passage is no longer there", "el pasaje citado ya no está ahí"
    ),
}
FORMS = ("text", "unified", "html", "side-by-side", "json")


@dataclass(frozen=True, slots=True)
class Redline:
    """Two contents and the change between them, with what to call them."""

    old: Content
    new: Content
    old_name: str
    new_name: str
    change: Change
    gone: Gone | None = None
    """that the address no longer shows the document, whose copies these are"""

    @classmethod
    def between(cls, old: Content, new: Content, old_name: str, new_name: str) -> Redline:
        """The comparison of two contents."""
        return cls(old, new, old_name, new_name, compare(old, new))

    @property
    def exit_code(self) -> ExitCode:
        """1 when the substance differs or the document is gone, else 0."""
        is_gone = self.gone is not None and self.gone.is_gone
        return ExitCode.BROKEN if self.change.substantial or is_gone else ExitCode.SOUND

    def render(
        self,
        form: str = "text",
        language: Language = "en",
        *,
        colour: bool = False,
        whole: bool = False,
    ) -> str:
        """What was taken out, put in and moved; ``form`` is one of :data:`FORMS`, ``colour`` is for
        terminals. Long unchanged passages are folded unless the ``whole`` is asked for; JSON has it
        always, and ``unified`` never."""
        return _render(self, form, language, colour=colour, whole=whole)


def _render(pair: Redline, form: str, language: Language, *, colour: bool, whole: bool) -> str:
    operations, by_lines = between(pair.old, pair.new)
    left_out = None if whole else partial(counted, _SAME, language=language)
    if form == "json":
        return (
            json.dumps(_document(pair, operations, by_lines), ensure_ascii=False, indent=1) + "\n"
        )
    told = [pair.gone.told.text(language)] if pair.gone else []
    told.append(_summary(pair, language))
    if by_lines:
        told.append(word("by_lines", language))
    if form in ("html", "side-by-side"):
        write = html.side_by_side if form == "side-by-side" else html.inline
        body = write(operations, left_out)
        return _page(pair, told, body, language)
    lines = "\n".join(told)
    head = f"--- {line(pair.old_name)}\n+++ {line(pair.new_name)}\n{lines}\n\n"
    body = (
        unified.render(operations)
        if form == "unified"
        else terminal.render(operations, colour=colour, left_out=left_out)
    )
    return head + body


def _summary(pair: Redline, language: Language) -> str:
    change = pair.change
    told = [word(f"kind-{change.kind}", language)]
    if change.words_removed or change.words_added:
        told.append(f"-{change.words_removed} +{change.words_added}")
    told += [FLAGS[Flag(flag)].text(language) for flag in change.flags]
    told += [
        f"{line(one.place)}: {line(one.before)} → {line(one.now) or '—'}" for one in change.beside
    ]
    return "; ".join(told)


def _document(
    pair: Redline, operations: tuple[Operation, ...], by_lines: bool
) -> dict[str, object]:
    return {
        "schema": 1,
        "old": pair.old_name,
        "new": pair.new_name,
        "change": {
            **asdict(pair.change),
            "flags": list(pair.change.flags),
            "beside": [one._asdict() for one in pair.change.beside],
        },
        "gone": pair.gone.told.text("en") if pair.gone else None,
        "by_lines": by_lines,
        "operations": [asdict(operation) for operation in operations],
    }


_STYLE = (
    "body{max-width:72rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}"
    ":root{color-scheme:light dark}body{background:Canvas;color:CanvasText}"
    "td{vertical-align:top;width:50%;padding:.3rem .6rem}"
)


def _page(pair: Redline, told: list[str], body: str, language: Language) -> str:
    title = word("redline", language)
    paragraphs = "".join(f"<p>{escape(text)}</p>\n" for text in told)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title><style>{_STYLE}{html.CSS}</style></head><body><main>\n<h1>{title}</h1>\n"
        f"<p><del>{escape(line(pair.old_name))}</del><br><ins>{escape(line(pair.new_name))}</ins></p>\n"
        f"{paragraphs}{body}</main></body></html>\n"
    )
