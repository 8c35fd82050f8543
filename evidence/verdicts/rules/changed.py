"""Another text than the baseline's, or the same text at another address."""

from __future__ import annotations

from evidence.changes.model import Kind
from evidence.verdicts.model import Cause, Judgement, Look
from evidence.verdicts.rule import Rule, Words, because

_BY_KIND = {
    Kind.REPLACED: Cause.REPLACED,
    Kind.REMOVED: Cause.REMOVED,
    Kind.ADDED: Cause.ADDED,
    Kind.EDITED: Cause.EDITED,
    Kind.LINKS: Cause.LINKS,
}


def _apply(look: Look) -> Judgement | None:
    change, baseline = look.change, look.baseline
    if change is None or baseline is None:
        return None
    cause = _BY_KIND.get(change.kind)
    if cause is not None:
        return because(
            cause,
            f"changed.{change.kind}",
            removed=change.words_removed,
            added=change.words_added,
            since=baseline.captured_at[:10],
        )
    if look.hops and look.final_url != baseline.final_url and change.kind is not Kind.INCOMPARABLE:
        return because(Cause.REDIRECT, "moved.same-text", final_url=look.final_url)
    return None


RULE = Rule(
    _apply,
    {
        "changed.replaced": Words(
            "Next to nothing is left of the text captured on {since}: another document stands there.",
            "Casi nada queda del texto capturado el {since}: ahora hay otro documento.",
        ),
        "changed.removed": Words(
            "Text was taken out since {since}: {removed} words fewer, {added} new.",
            "Se retiró texto desde el {since}: {removed} palabras menos, {added} nuevas.",
        ),
        "changed.added": Words(
            "Text was added since {since}: {added} new words, {removed} gone.",
            "Se agregó texto desde el {since}: {added} palabras nuevas, {removed} menos.",
        ),
        "changed.edited": Words(
            "The text was rewritten since {since}: {removed} words out, {added} in.",
            "El texto fue reescrito desde el {since}: salieron {removed} palabras y entraron {added}.",
        ),
        "changed.links": Words(
            "The text is the same as on {since}, but links to documents differ.",
            "El texto es el mismo que el {since}, pero cambiaron los enlaces a documentos.",
        ),
        "moved.same-text": Words(
            "The same text now stands at another address: {final_url}.",
            "El mismo texto está ahora en otra dirección: {final_url}.",
        ),
    },
)
