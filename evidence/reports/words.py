"""The words of a report in English and Spanish. Reasons bring their own (see the verdict rules)."""

from __future__ import annotations

from evidence.verdicts.wording import LABELS, Language

WORDS: dict[str, dict[Language, str]] = {
    "title": {"en": "Broken evidence report", "es": "Informe de evidencia rota"},
    "made": {"en": "Made", "es": "Elaborado"},
    "by": {"en": "by", "es": "por"},
    "sources": {"en": "Sources", "es": "Fuentes"},
    "cited": {"en": "citations", "es": "citas"},
    "urls": {"en": "addresses", "es": "direcciones"},
    "checked": {"en": "checked", "es": "revisadas"},
    "not_checked": {"en": "not checked", "es": "sin revisar"},
    "broken": {"en": "What is broken", "es": "Qué está roto"},
    "nothing_broken": {"en": "Nothing is broken.", "es": "No hay nada roto."},
    "unsure": {"en": "What could not be seen", "es": "Qué no se pudo ver"},
    "unsure_note": {
        "en": "These pages may well be there: a block or an outage is no evidence of loss.",
        "es": "Es posible que estas páginas sigan ahí: un bloqueo o una falla no prueba una pérdida.",
    },
    "sound": {"en": "What stands", "es": "Qué se mantiene"},
    "new": {"en": "New since the run before", "es": "Novedades desde la revisión anterior"},
    "nothing_new": {
        "en": "Nothing changed since the run before.",
        "es": "Sin cambios desde la revisión anterior.",
    },
    "hosts": {"en": "By host", "es": "Por sitio"},
    "host": {"en": "Host", "es": "Sitio"},
    "claim": {"en": "The report says", "es": "El informe dice"},
    "note": {"en": "Note", "es": "Nota"},
    "page": {"en": "page", "es": "página"},
    "why": {"en": "Why", "es": "Por qué"},
    "since": {"en": "Since", "es": "Desde"},
    "last_good": {"en": "Last seen good", "es": "Vista bien por última vez"},
    "last_look": {"en": "Last look", "es": "Última revisión"},
    "looks": {"en": "looks that count:", "es": "revisiones que cuentan:"},
    "redirects": {"en": "Redirects", "es": "Redirecciones"},
    "evidence": {"en": "Evidence", "es": "Evidencia"},
    "compared": {"en": "Compared with the capture of", "es": "Comparado con la captura del"},
    "never": {"en": "never", "es": "nunca"},
    "status": {"en": "status", "es": "estado"},
    "limits": {"en": "What this report does not say", "es": "Lo que este informe no dice"},
    "limits_text": {
        "en": "“Suspected” rests on a single look and may be a passing fault; “confirmed” on several looks "
        "over at least a week, ours or a web archive's. Pages are compared with the web archive's capture "
        "nearest to the report's date; where there is none, with our own first capture: what happened between "
        "the citation and that capture is then not known.",
        "es": "«Sospecha» se apoya en una sola revisión y puede ser una falla pasajera; «confirmado», en "
        "varias revisiones, nuestras o de un archivo web, a lo largo de al menos una semana. Las páginas se "
        "comparan con la captura del archivo web más cercana a la fecha del informe; si no la hay, con nuestra "
        "primera captura: en ese caso no se sabe qué ocurrió entre la cita y esa captura.",
    },
    "rules": {"en": "rules version", "es": "versión de las reglas"},
    "config": {"en": "configuration", "es": "configuración"},
    "run": {"en": "run", "es": "revisión"},
    "no_title": {"en": "(no title)", "es": "(sin título)"},
    **LABELS,
}


def word(key: str, language: Language) -> str:
    """The word for ``key``."""
    return WORDS[key][language]
