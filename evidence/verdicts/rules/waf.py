"""A firewall answered in place of the site: blocked, never missing.

Headers are those that the vendors document: Cloudflare ``cf-mitigated: challenge``, AWS WAF
``x-amzn-waf-action: challenge|captcha``, Sucuri ``x-sucuri-block``, Netsweeper's ``rimon:
RWC_BLOCK``. Akamai's edge names itself ``AkamaiGHost`` in answers of its own; a short page that is
not to be cached is a refusal. gob.mx (Akamai) answers 200 with a 1,893-byte "Challenge Validation"
page under any name. What challenges of any vendor look like: :mod:`evidence.verdicts.challenge`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.challenge import challenge, challenge_address
from evidence.verdicts.facts import (
    file_name,
    has_a_text,
    is_page,
    may_be_notice,
    page_instead,
    unchanged,
)
from evidence.verdicts.model import Strength
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.score import says_missing
from evidence.verdicts.text import SHORT
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-sucuri-block", ""),
    ("rimon", "block"),
)
_SCRIPTED = 20
"""Words: a page that is all script has next to nothing for a reader, a button and a notice."""


def _apply(look: Look) -> Judgement | None:
    for name, wanted in _HEADERS:
        value = look.header(name)
        if value and wanted in value.lower():
            return because(Cause.WAF, "challenge.header", header=name, value=value)
    if _is_akamai_refusal(look):
        return because(Cause.WAF, "challenge.header", header="server", value=look.header("server"))
    # whatever short page is answered there, it says nothing of the page that led to it
    led = look.hops and challenge_address(look.final_url) and not challenge_address(look.url)
    if led and not has_a_text(look):
        return because(Cause.WAF, "challenge.address", final_url=look.final_url)
    content = look.content
    if content is None or look.status in {404, 410}:
        return None
    if content.refresh and challenge_address(content.refresh) and not has_a_text(look):
        return because(Cause.WAF, "challenge.address", final_url=content.refresh)
    words = challenge(content) if is_page(look) else ""
    if words:
        return because(Cause.WAF, "challenge.page", words=words, status=look.status or 0)
    if (
        may_be_notice(look)
        and page_instead(look)
        and content.words < _SCRIPTED
        and not says_missing(content)
    ):
        return because(
            Cause.WAF, "challenge.instead", strength=Strength.LACKING, name=file_name(look.url)
        )
    return None


def _is_akamai_refusal(look: Look) -> bool:
    if (
        look.header("server").lower() != "akamaighost"
        or look.status in {404, 410}
        or look.content is None
    ):
        return False
    caching = f"{look.header('cache-control')} {look.header('pragma')}".lower()
    passing = "no-cache" in caching or "no-store" in caching
    return passing and is_page(look) and look.content.words < SHORT and not unchanged(look)


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
            "(“{words}”, código {status}).",
        ),
        "challenge.address": Words(
            "The address leads to a firewall's page of verification ({final_url}).",
            "La dirección lleva a la página de verificación de un cortafuegos ({final_url}).",
        ),
        "challenge.instead": Words(
            "A web page without text came in place of the document {name}.",
            "En lugar del documento {name} llegó una página web sin texto.",
        ),
    },
)
