"""Which dialogs lie over a page, and which hold details of the document itself.

A results board keeps the details of a commitment in a dialog that a click opens; a site asks for
consent, a login or a subscription in one. What it asks tells the two apart: a sentence to the visitor
("usamos cookies", "suscríbase a nuestro boletín"), a label or a button, never a word somewhere:
"suscribió un convenio" and "entrará en vigor" ask nothing of anybody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.content.readers.html_requests import BUTTON, COOKIES, LABEL, NEWS, YES, interrupts

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

CONSENT = (
    "#onetrust-consent-sdk, #CybotCookiebotDialog, #didomi-host, #usercentrics-root, "
    "#cookie-law-info-bar, #cookie-notice, .cli-modal, .cky-consent-container, .cky-modal, "
    ".cc-window, .cookie-banner, .cookie-notice, .cookie-consent, .cmplz-cookiebanner"
)
"""What the common consent tools (OneTrust, Cookiebot, Didomi, CookieYes …) call theirs."""
_DIALOG = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true], [popover], div.modal"
"""By its role, or by the class of Bootstrap, Bulma and Materialize."""
_DOCUMENT = "main, [role=main]"
_FIELDS = "input[type=password], input[type=email]"
_HEADINGS = "h1, h2, h3, h4, h5, h6, legend, [role=heading], .modal-title"
_BUTTONS = "button, [role=button], input[type=button], input[type=submit], a.btn, a.button"
_MOST = 20
"""Headings and buttons of a dialog that are read."""
_OPENING = 400
"""Characters in which a dialog says what it is about."""
_FEWEST = 8
"""Words; a dialog with fewer is a button's question, unless it names a value."""
_VALUE = re.compile(r"\w ?: ?\S|\d")
"""A label with what it names, or a figure: "Estado: Cumplido", "500 millones"."""
_OF_A_GALLERY = re.compile(
    r"(?:(?:image[nm]?|foto|photo|slide|p[aá]gina|page) )?\d+ ?(?:/|de|of|sur) ?\d+\b.{0,40}",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"(?:^| )(?:cargando|loading|carregando|chargement|procesando|processing)(?:(?: \w+){0,3} ?(?:…|\.{3})|$)"
    r"|\b(?:espere|please wait|aguarde)\b",
    re.IGNORECASE,
)


def dialogs(tree: LexborHTMLParser) -> tuple[list[LexborNode], list[LexborNode]]:
    """The elements that lie over the document and are none of it (consent banners, logins,
    newsletters, spinners), and the dialogs that hold details of it."""
    over = tree.css(CONSENT)
    own: list[LexborNode] = []
    for node in tree.css(_DIALOG):
        if node.css_first(_DOCUMENT) is None:
            (over if _lies_over(node) else own).append(node)
    return over, own


def names_a_value(text: str) -> bool:
    """Whether a short line says something by itself: a label with its value, a row of a table, a
    figure."""
    return " | " in text or _VALUE.search(text) is not None


def _lies_over(node: LexborNode) -> bool:
    text = " ".join(node.text(separator=" ").split())
    if text.count(" ") < _FEWEST - 1 and not _says(text):
        return True
    if LABEL.fullmatch((node.attributes.get("aria-label") or "").strip()):
        return True
    opening = text[:_OPENING]
    field = node.css_first(_FIELDS)
    if field is not None and (field.attributes.get("type") or "").lower() == "password":
        return True
    if field is not None and NEWS.search(opening):
        return True
    return interrupts(text) or _is_labelled(node, opening)


def _says(text: str) -> bool:
    """Whether a dialog of few words is more than a question, a picture's number or a spinner."""
    if not names_a_value(text) or "?" in text:
        return False
    return not (_OF_A_GALLERY.fullmatch(text) or _WAITS.search(text))


def _is_labelled(node: LexborNode, opening: str) -> bool:
    """Whether a heading or a button of a dialog says that it wants something of the visitor."""
    headings = node.css(_HEADINGS)[:_MOST]
    if any(LABEL.fullmatch(_label(one)) for one in headings):
        return True
    buttons = [_label(one) for one in node.css(_BUTTONS)[:_MOST]]
    asked = COOKIES.search(opening) is not None
    return any(BUTTON.fullmatch(one) or (asked and YES.fullmatch(one)) for one in buttons)


def _label(node: LexborNode) -> str:
    text = node.text() or node.attributes.get("value") or ""
    return " ".join(text.split()).strip("¡!¿?.:×✕ ")
