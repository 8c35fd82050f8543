"""A firewall's challenge page stands where the document should be: blocked, never missing.

Header names are those that the vendors document for their challenges: Cloudflare ``cf-mitigated:
challenge``, AWS WAF ``x-amzn-waf-action: challenge|captcha``. gob.mx (Akamai) answers 200 with a
1,893-byte "Challenge Validation" page under any name.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

from evidence.verdicts.model import Cause, Judgement, Look
from evidence.verdicts.rule import Rule, Words, because

_HEADERS = (("cf-mitigated", "challenge"), ("x-amzn-waf-action", ""))
_TITLES = re.compile(
    r"challenge validation|just a moment|attention required|access denied|verifying you are human"
    r"|are you a robot|security check|request rejected|ddos protection|acceso denegado",
    re.IGNORECASE,
)
_SHORT = 200
"""Words; a page with more than this has a text of its own."""
_DOCUMENTS = frozenset({".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".ods", ".ppt", ".pptx", ".zip"})


def _apply(look: Look) -> Judgement | None:
    for name, wanted in _HEADERS:
        value = look.header(name)
        if value and (not wanted or wanted in value.lower()):
            return because(Cause.WAF, "challenge.header", header=name, value=value[:80])
    content = look.content
    if content is None or content.media_type != "text/html":
        return None
    titled = _TITLES.search(content.title or " ".join(content.lines[:2]))
    if titled and content.words < _SHORT:
        return because(Cause.WAF, "challenge.page", words=titled[0], status=look.status or 0)
    if (
        look.status == 200
        and expects_document(look.url)
        and content.words < _SHORT
        and _scripted(content.words)
    ):
        return because(Cause.WAF, "challenge.instead", name=posixpath.basename(urlsplit(look.url).path))
    return None


def _scripted(words: int) -> bool:
    """A page that is all script has next to nothing for a reader: 20 words are a button and a notice."""
    return words < 20


def expects_document(url: str) -> bool:
    """Whether the URL's path names a file that is no web page."""
    return posixpath.splitext(urlsplit(url).path.lower())[1] in _DOCUMENTS


RULE = Rule(
    _apply,
    {
        "challenge.header": Words(
            "A firewall answered in place of the site (header {header}: {value}).",
            "Respondió un cortafuegos en lugar del sitio (encabezado {header}: {value}).",
        ),
        "challenge.page": Words(
            "A firewall's challenge page came in place of the document (“{words}”, status {status}).",
            "En lugar del documento llegó una página de verificación de un cortafuegos "
            "(«{words}», estado {status}).",
        ),
        "challenge.instead": Words(
            "A web page without text came in place of the document {name}.",
            "En lugar del documento {name} llegó una página web sin texto.",
        ),
    },
)
