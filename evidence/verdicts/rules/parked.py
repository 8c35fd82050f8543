"""The domain is for sale, expired or suspended, and shows a dealer's page: missing.

One strong sign, or two weak ones. Strong: the page says so, or the answer comes from a parking
service. Weak: the title is the bare host name; links go to ad feeds; sponsored listings; under 60
words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.folding import caseless
from evidence.verdicts.facts import is_page, may_be_notice, split
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.text import phrases
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_SERVICES = re.compile(
    r"(?:^|\.)(?:sedoparking|sedo|parkingcrew|bodis|hugedomains|afternic|dan|parklogic|above|domainmarket"
    r"|uniregistry|undeveloped|namebright|godaddy|skenzo)\.(?:com|net|org)$",
    re.IGNORECASE,
)
_FOR_SALE = phrases(
    labels=r"""
        (?:parked|expired|premium) domain(?: name)?
        domain (?:for sale|parked|expired|suspended)
        dominio (?:estacionado|en venta|expirado|vencido|suspendido)
        (?:account|website|site|cuenta|sitio)(?: has been| is| ha sido)? (?:suspended|suspendid[oa])
    """,
    sentences=r"""
        (?:this|the) domain(?: name)?(?: \S{1,80}){0,3} (?:is|may be|has been) (?:listed )?(?:for sale|parked)
        (?:this|the) domain(?: name)?(?: \S{1,80}){0,3} (?:is|may be) available for (?:purchase|sale)
        buy this domain(?: name)?
        (?:this|the|your) (?:domain|domain name|website domain)(?: \S{1,80}){0,3} (?:has )?expired
        domain (?:is )?parked (?:free|by|with)
        (?:este|el) dominio(?: \S{1,80}){0,3} (?:esta|puede estar) (?:a la venta|en venta|estacionado)
        (?:este|el) dominio(?: \S{1,80}){0,3} ha (?:caducado|expirado|vencido)
        compr(?:ar|a|e) este dominio
        este dominio(?: \S{1,80}){0,3} (?:esta a venda|expirou)
        ce (?:nom de )?domaine(?: \S{1,80}){0,3} (?:est (?:a vendre|en vente)|a expire)
        (?:this|your) account has been suspended
    """,
)
_ADS = phrases(
    "related (?:searches|links)\nsponsored (?:listings|links)\nbusquedas relacionadas\nenlaces patrocinados"
)
_AD_LINK = re.compile(r"[?&](?:dn|domain|kw|query_kw|pcid|afdToken|gclid|caf)=", re.IGNORECASE)
_SPARSE = 60
_ENOUGH = 2


def _apply(look: Look) -> Judgement | None:
    content = look.content
    if content is None or not is_page(look) or not may_be_notice(look):
        return None
    final, cited = split(look.final_url).hostname or "", split(look.url).hostname or ""
    if final and final != cited and _SERVICES.search(final):
        return because(Cause.PARKED, "parked.service", host=final)
    if words := _FOR_SALE.notice(content):
        return because(Cause.PARKED, "parked.words", words=words)
    if content.main_words >= _SPARSE:
        return None
    signs = _weak_signs(look, {cited, final} - {""})
    if len(signs) >= _ENOUGH:
        return because(Cause.PARKED, "parked.signs", words=", ".join(signs))
    return None


def _weak_signs(look: Look, hosts: set[str]) -> list[str]:
    content = look.content
    if content is None:
        return []
    names = hosts | {host.removeprefix("www.") for host in hosts}
    checks = (
        (caseless(content.title).removeprefix("www.") in names, content.title),
        (words := _ADS.notice(content), words),
        (sum(bool(_AD_LINK.search(link.url)) for link in content.links[:50]) >= _ENOUGH, "?dn=…"),
    )
    return [sign for fires, sign in checks if fires]


RULE = Rule(
    _apply,
    {
        "parked.service": Words(
            "The address leads to a dealer in domain names ({host}).",
            "La dirección lleva a un vendedor de nombres de dominio ({host}).",
        ),
        "parked.words": Words(
            "A page of the domain's seller or host stands in place of the site (“{words}”).",
            "En lugar del sitio hay una página de quien vende o aloja el dominio («{words}»).",
        ),
        "parked.signs": Words(
            "The page looks like an advertising page on a domain without owner ({words}).",
            "La página parece un anuncio en un dominio sin dueño ({words}).",
        ),
    },
)
