"""What the baseline was, by today's rules: a notice that came first is not the document that came later.

A site under maintenance at our first look, a session that had run out, an old archive's copy of a
challenge: what then comes in its place is no change of the document. A baseline is taken for such a
notice where it is short, nothing of it stands in what came, and either the rules would not take it for a
baseline now, or it says next to nothing else than that something is away, for a while or for good.
A short act that says something of its own is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.changes.compare import containment
from evidence.changes.model import Kind
from evidence.verdicts.as_written import as_written
from evidence.verdicts.model import Judgement
from evidence.verdicts.own_text import ANOTHER_MATTER, words_beside
from evidence.verdicts.rule import reason
from evidence.verdicts.text import NOTICE, phrases, sentences
from evidence.vocabulary import Cause, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from evidence.content.model import Content
    from evidence.verdicts.model import Baseline, Look

AFTER_NOTICE = "alive.after-notice"
"""The reason of a look that shows the document for the first time."""
_TWICE = 2
"""The document has at least so many times the words of the notice before it."""
_CARRIED = 0.3
"""Share of the baseline's three-word shingles from which it still stands there, as for *replaced*."""
_KINDS = frozenset({Kind.REPLACED, Kind.ADDED, Kind.EDITED})
_NOTICES = ("text/html", "application/xhtml+xml", "text/plain")

_THING = (
    r"(?:sitio(?: web)?|portal|pagina(?: web)?|documento|archivo|contenidos?|seccion|micrositio|sistema"
    r"|plataforma|servicio|informacion|publicacion|site|website|page|document|file|content|service|conteudo"
    r"|arquivo|servico)"
)
_SAID = r"(?: \S{1,20}){0,6}"
_TAKEN = (
    r"(?:(?:dad|suspendid|retirad|removid|eliminad|migrad|despublicad|inhabilitad)[oa]s?|removed|withdrawn"
    r"|retired|taken down|suspended|unpublished|moved)"
)
_WAS = r"(?:fue|fueron|ha sido|han sido|foi|foram|was|were|has been|have been)"
_BUSY = (
    r"(?:en mantenimiento|em manutencao|under maintenance|fuera de (?:servicio|linea)|fora do ar|offline"
    r"|(?:renov|actualiz|atualiz)\w*ando|en construccion|em construcao|under construction)"
)
_SORRY = r"(?:disculp\w+|desculp\w+|lamentamos|apologi[sz]e for|sorry for)"
_TROUBLES = r"(?:molestias?|inconvenien\w+|transtornos?)"
_THANKS = r"(?:agradecemos|gracias por|thank you for|obrigado p\w+)"
_PATIENCE = r"(?:comprension|paciencia|patience|understanding|compreensao)"
_AGAIN = r"(?:mas tarde|nuevamente|de nuevo|mais tarde|novamente|later|back (?:soon|later)|again)"
_AWAY = phrases(
    labels=r"(?!)",
    sentences=rf"""
        {_THING}{_SAID} {_WAS} (?:temporalmente |temporarily )?{_TAKEN}
        {_THING}{_SAID} (?:ya no|no|not|nao|no longer) (?:esta|se encuentra|available|accessible|disponi\w+)
        {_THING}{_SAID} (?:temporalmente|temporariamente|temporarily|currently|por el momento)
        {_THING} (?:ha )?(?:migro|migrado|se mudo|se ha mudado|has moved|mudou)
        {_THING}{_SAID} (?:permanecera|estara) (?:ocult|suspendid|inhabilitad)[oa]
        {_THING}{_SAID} {_BUSY}
        (?:estamos|estaremos) (?:{_BUSY}|trabajando|mejorando|renovando|actualizando)
        (?:we are|we're) (?:working on|updating|upgrading|performing)
        (?:sesion|sessao|session)(?: \S{{1,20}}){{0,2}} (?:expir\w+|caducad[oa]|timed out)
        {_SORRY}(?: \S{{1,20}}){{0,3}} {_TROUBLES}
        {_THANKS}(?: \S{{1,20}})? {_PATIENCE}
        (?:intent|vuelv|regres|tent|ingres|try|come|check)\w*(?: \S{{1,20}}){{0,3}} {_AGAIN}
        (?:veda|proceso|periodo|jornada) electoral
    """,
)
"""What notices say, more loosely than the rules for a verdict do: it decides nothing by itself."""

WORDS = {
    AFTER_NOTICE: Words(
        "What was captured on {since} is a notice and not the document (“{words}”); later looks are "
        "compared with what stands there now.",
        "Lo capturado el {since} es un aviso y no el documento (“{words}”); las revisiones siguientes se "
        "comparan con lo que hay ahora.",
    )
}


def after_notice(
    look: Look, judgement: Judgement, judged: Callable[[Look], Judgement]
) -> Judgement:
    """``judgement``, unless what it calls a change is the document that came where a notice had been.

    ``judged`` says what the rules make of a look.
    """
    before, change = look.baseline, look.change
    if (
        judgement.verdict is not Verdict.CHANGED
        or before is None
        or before.content is None
        or look.content is None
        or change is None
        or change.kind not in _KINDS
    ):
        return judgement
    old, new = before.content, look.content
    if (
        old.media_type not in _NOTICES
        or old.main_words >= NOTICE
        or new.main_words < _TWICE * old.main_words
        or containment(old.main, new.main) >= _CARRIED
    ):
        return judgement
    words = as_written(_says(old), old)
    if not words:
        told = judged(_alone(look, before))
        if told.verdict in (Verdict.ALIVE, Verdict.MOVED, Verdict.CHANGED):
            return judgement
        words = str(told.reasons[0].facts.get("words", told.cause)) if told.reasons else told.cause
    since = before.captured_at[:10]
    return Judgement(Cause.INCOMPARABLE, (reason(AFTER_NOTICE, since=since, words=words),))


def _alone(look: Look, before: Baseline) -> Look:
    """The baseline as if it had been what ``look`` was shown, and nothing known of it."""
    return replace(
        look,
        final_url=before.final_url,
        status=200,
        headers=(),
        hops=(),
        content=before.content,
        payload_sha256=before.payload_sha256,
        truncated=None,
        baseline=None,
        change=None,
        probes=(),
    )


def _says(content: Content) -> str:
    """The words by which a short page says that something is away; empty where it says something
    else, too."""
    said = sentences(content)
    words = _AWAY.within(said)
    return words if words_beside(said, _AWAY.sentences) < ANOTHER_MATTER else ""
