"""The server refuses us (403, 405), or a short page in its place says so: blocked.

A page that wants consent to cookies before it shows anything refuses, too: it stands alone where the
document was, or is titled so; beside a document it is a banner.

405, 406 and 418 answer a plain GET only where a filter dislikes the client; 999 is LinkedIn's. Word
lists hold what national and company filters say, also in the languages of filters that travellers
meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.model import Kind
from evidence.folding import caseless
from evidence.verdicts.facts import may_be_notice
from evidence.verdicts.model import Strength
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.text import SHORT, phrases, segments
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_STATUS = frozenset({403, 405, 406, 418, 999})
_BLOCKED = (
    r"(?:has been|is|was) (?:blocked|denied|forbidden|filtered|restricted|not accessible"
    r"|unavailable(?! (?:to|for|in|during)\b))"
)
_REFUSED = phrases(
    labels=r"""
        (?:access|request) (?:denied|forbidden|blocked|restricted|rejected)
        error 403
        403(?: -)? (?:forbidden|error)
        ^forbidden$
        (?:error )?blocked
        blocked (?:access|site|url|website|page)
        (?:web ?site|site|url|page|resource) (?:is |has been )?blocked
        .{0,20}(?:dns|web|content|url) filter.{0,20}
        surf safely
        acceso (?:denegado|restringido|prohibido|bloqueado)
        (?:sitio|pagina) bloquead[oa]
        acesso (?:negado|proibido|bloqueado)
        acces (?:refuse|interdit|bloque)
        internet (?:sehat|positif).{0,20}
        الموقع محجوب
        차단.{0,10}
    """,
    sentences=rf"""
        (?:you don't|you do not|don't|do not) have (?:permission|authori[sz]ation|access)
        access to (?:this|the) (?:\S{{1,40}} ){{0,3}}{_BLOCKED}
        (?:this|the|requested) (?:web ?site|site|page|url|resource)\S{{0,9}}(?: \S{{1,40}}){{0,4}} {_BLOCKED}
        access (?:is )?(?:restricted|denied|blocked) (?:by|because|due)
        why access is denied
        your (?:request|access|ip)(?: \S{{1,40}}){{0,3}} (?:was|is|has been) (?:denied|blocked|restricted)
        (?:which is )?not permitted by
        no (?:tiene|tienes|cuenta con|cuentas con) (?:permisos?|autorizacion|acceso)
        acceso (?:a (?:esta|este|la|el) \S{{1,40}} )?(?:ha sido|esta|fue) (?:denegado|bloqueado|restringido)
        voce nao tem permissao
        vous n'avez pas (?:le droit|la permission|l'autorisation)
        (?:доступ|ресурс|сайт|ссылка|страница)(?: \S{{1,40}}){{0,8}} (?:заблокирован|ограничен|закрыт)[аоы]?
        (?:заблокирован|ограничен|запрещен)[аоы]? (?:по решению|в соответствии|доступ)
        запрет доступа
        (?:внесен|включен) в (?:единый )?реестр
        (?:حجب|محجوب|غير متاح|إيقاف الموقع)
        .{{0,60}}(?:ถูกระงับ|ระงับการเผยแพร่|ปิดกั้น|ไม่อนุญาตให้เข้าใช้งาน|ปิดชั่วคราว).{{0,60}}
        (?:tidak dapat diakses|diblokir|menutup akses)
        (?:erisime?|erisimin)(?: \S{{1,40}}){{0,4}} engellen\w+
    """,
)
_TO_SEE = (
    r"(?:acced|acess|continu|ver|view|read|leer|ler|lire|see|access|proceed|segui|consult)\S{0,4}"
)
_ACCEPT = r"(?:accept|acept|aceit|allow|permit|consent|autori[sz]|agree)\w{0,6}"
_BEFORE = r"""
    before (?:you continue|continuing|you proceed|we continue)(?: to \S{1,40}(?: \S{1,40}){0,2})?
    antes de (?:continuar|seguir|acceder|acessar|prosseguir)(?: (?:a|en|para|no) \S{1,40}(?: \S{1,40}){0,2})?
    avant de (?:continuer|poursuivre|acceder)(?: (?:a|vers|sur) \S{1,40}(?: \S{1,40}){0,2})?
"""
_CONSENT = phrases(
    _BEFORE,
    rf"""
        (?:to|para|pour) {_TO_SEE}(?: [^\s!?]{{1,40}}){{0,6}},? (?:please |debe |deve |vous devez )?{_ACCEPT}\b
        {_ACCEPT}(?: [^\s!?]{{1,40}}){{0,4}} cookies (?:to|para|pour|in order to) {_TO_SEE}
    """,
)
"""What a wall says; the page has to speak of cookies as well."""


def _apply(look: Look) -> Judgement | None:
    if look.failure is None and look.status in _STATUS:
        return because(Cause.FORBIDDEN, "blocked.forbidden", status=look.status)
    if (
        may_be_notice(look)
        and look.content is not None
        and (words := _REFUSED.notice(look.content))
    ):
        return because(Cause.FORBIDDEN, "blocked.page", words=words)
    if words := _wants_consent(look):
        return because(Cause.FORBIDDEN, "blocked.consent", strength=Strength.LACKING, words=words)
    return None


def _wants_consent(look: Look) -> str:
    """The words with which a page that stands alone wants consent to cookies; empty for others."""
    content = look.content
    if content is None or not may_be_notice(look) or content.main_words >= SHORT:
        return ""
    if "cookies" not in caseless(" ".join(content.main)):
        return ""
    if look.change is None:
        return _CONSENT.label(segments(content))
    return _CONSENT.notice(content) if look.change.kind is Kind.REPLACED else ""


RULE = Rule(
    _apply,
    {
        "blocked.forbidden": Words(
            "The server refuses to show this page to us (status {status}); others may still see it.",
            "El servidor se niega a mostrarnos esta página (código {status}); "
            "otras personas quizá sí puedan verla.",
        ),
        "blocked.page": Words(
            "A short page came that refuses access (“{words}”); others may still see the document.",
            "Llegó una página breve que niega el acceso («{words}»); "
            "otras personas quizá sí puedan ver el documento.",
        ),
        "blocked.consent": Words(
            "In place of the document came a page that wants consent to cookies first (“{words}”).",
            "En lugar del documento llegó una página que antes pide aceptar cookies («{words}»).",
        ),
    },
)
