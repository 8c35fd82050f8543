"""The server refuses us (403, 405), or a short page in its place says so: blocked.

405, 406 and 418 answer a plain GET only where a filter dislikes the client; 999 is LinkedIn's. Word
lists hold what national and company filters say, also in the languages of filters that travellers
meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.verdicts.facts import may_be_notice
from evidence.verdicts.rule import Rule, because
from evidence.verdicts.text import phrases
from evidence.vocabulary import Cause

if TYPE_CHECKING:
    from evidence.verdicts.model import Judgement, Look

_STATUS = frozenset({403, 405, 406, 418, 999})
_BLOCKED = r"(?:has been|is|was) (?:blocked|denied|forbidden|filtered|restricted|not accessible|unavailable)"
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


def _apply(look: Look) -> Judgement | None:
    if look.failure is None and look.status in _STATUS:
        return because(Cause.FORBIDDEN, "blocked.forbidden", status=look.status)
    if (
        may_be_notice(look)
        and look.content is not None
        and (words := _REFUSED.notice(look.content))
    ):
        return because(Cause.FORBIDDEN, "blocked.page", words=words)
    return None


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
    },
)
