"""The words of a report in English and Spanish. Reasons bring their own (see the verdict rules)."""

from __future__ import annotations

from evidence.verdicts.wording import LABELS, Language

WORDS: dict[str, dict[Language, str]] = {
    "title": {"en": "Broken-evidence report", "es": "Informe de evidencia rota"},
    "language": {"en": "Language", "es": "Idioma"},
    "made": {"en": "Made on", "es": "Elaborado el"},
    "by": {"en": "by", "es": "por"},
    "skip": {"en": "Skip to the citations", "es": "Ir a las citas"},
    "summary": {"en": "Summary", "es": "Resumen"},
    "source": {"en": "Source", "es": "Fuente"},
    "all": {"en": "all", "es": "todas"},
    "cited": {"en": "citations", "es": "citas"},
    "urls": {"en": "addresses", "es": "direcciones"},
    "checked": {"en": "checked", "es": "revisadas"},
    "not_checked": {"en": "not checked", "es": "sin revisar"},
    "coverage": {"en": "Coverage", "es": "Cobertura"},
    "of": {"en": "of", "es": "de"},
    "broken": {"en": "What is broken", "es": "Qué está roto"},
    "nothing_broken": {"en": "Nothing is broken.", "es": "No hay nada roto."},
    "moved_too": {"en": "What moved", "es": "Qué cambió de dirección"},
    "unsure": {"en": "What could not be seen", "es": "Qué no se pudo ver"},
    "unsure_note": {
        "en": "These pages may well be there: a block or an outage is no evidence of loss.",
        "es": "Es posible que estas páginas sigan ahí: un bloqueo o una falla no prueba una pérdida.",
    },
    "sound": {"en": "What stands", "es": "Qué se mantiene"},
    "new": {"en": "What is new", "es": "Novedades"},
    "new_since": {"en": "Compared with", "es": "En comparación con el"},
    "nothing_new": {"en": "Nothing changed.", "es": "Sin cambios."},
    "was": {"en": "Before", "es": "Antes"},
    "now": {"en": "Now", "es": "Ahora"},
    "timeline": {"en": "Night after night", "es": "Noche tras noche"},
    "timeline_note": {
        "en": "Addresses by what the latest look at each had shown by the end of that run. "
        "A single look may be a passing fault.",
        "es": "Direcciones según lo que mostró la última revisión de cada una al terminar esa pasada. "
        "Una sola revisión puede reflejar una falla pasajera.",
    },
    "numbers": {"en": "The same in numbers", "es": "Lo mismo en números"},
    "night": {"en": "Run (UTC)", "es": "Revisión (UTC)"},
    "where": {"en": "Where it breaks", "es": "Dónde se rompe"},
    "by_host": {"en": "By host", "es": "Por sitio"},
    "host": {"en": "Host", "es": "Sitio"},
    "by_source": {"en": "By source", "es": "Por fuente"},
    "by_heading": {"en": "By commitment or section", "es": "Por compromiso o sección"},
    "heading": {"en": "Commitment or section", "es": "Compromiso o sección"},
    "more_rows": {
        "en": "more; all of them are in the CSV and JSON forms",
        "es": "más; todas están en las versiones CSV y JSON",
    },
    "citations": {"en": "Citations", "es": "Citas"},
    "citation": {"en": "Citation", "es": "Cita"},
    "search": {"en": "Search", "es": "Buscar"},
    "verdict": {"en": "Verdict", "es": "Veredicto"},
    "certainty": {"en": "Certainty", "es": "Certeza"},
    "sort": {"en": "Sort by", "es": "Ordenar por"},
    "sort_v": {"en": "what matters first", "es": "lo más importante primero"},
    "sort_t": {"en": "latest change first", "es": "cambio más reciente primero"},
    "sort_o": {"en": "order in the source", "es": "orden en la fuente"},
    "sort_u": {"en": "address", "es": "dirección"},
    "clear": {"en": "Clear", "es": "Limpiar"},
    "shown": {"en": "shown", "es": "mostradas"},
    "none_match": {"en": "No citation matches.", "es": "Ninguna cita coincide."},
    "previous": {"en": "Previous", "es": "Anterior"},
    "next": {"en": "Next", "es": "Siguiente"},
    "pages": {"en": "Page", "es": "Página"},
    "paging": {"en": "Pages of the list", "es": "Páginas de la lista"},
    "close": {"en": "Close", "es": "Cerrar"},
    "link": {"en": "Link to this citation", "es": "Enlace a esta cita"},
    "details": {"en": "Details", "es": "Detalles"},
    "address": {"en": "Address as cited", "es": "Dirección citada"},
    "claim": {"en": "The report says", "es": "El informe dice"},
    "note": {"en": "Note", "es": "Nota"},
    "page": {"en": "page", "es": "página"},
    "why": {"en": "Why", "es": "Por qué"},
    "since": {"en": "Since", "es": "Desde"},
    "first_missing": {"en": "First seen missing", "es": "Vista como desaparecida por primera vez"},
    "first_changed": {"en": "First seen changed", "es": "Vista como modificada por primera vez"},
    "last_good": {"en": "Last seen good", "es": "Vista bien por última vez"},
    "last_look": {"en": "Last look", "es": "Última revisión"},
    "looks": {"en": "looks that count:", "es": "revisiones que cuentan:"},
    "redirects": {"en": "Redirects", "es": "Redirecciones"},
    "final": {"en": "Ends at", "es": "Termina en"},
    "evidence": {"en": "Evidence", "es": "Evidencia"},
    "captures": {"en": "Captures", "es": "Capturas"},
    "baseline": {"en": "baseline", "es": "línea base"},
    "latest": {"en": "latest", "es": "última"},
    "mementos": {"en": "Copies in public archives", "es": "Copias en archivos públicos"},
    "predates": {"en": "made before the loss", "es": "anterior a la pérdida"},
    "after": {"en": "made after the loss", "es": "posterior a la pérdida"},
    "replacement": {"en": "Suggested replacement", "es": "Reemplazo sugerido"},
    "unverified": {"en": "not checked by us yet", "es": "aún sin comprobar por nosotros"},
    "step": {"en": "What you can do next", "es": "Qué puede hacer ahora"},
    "compared": {"en": "Compared with the capture of", "es": "Comparado con la captura del"},
    "redline": {"en": "What changed", "es": "Qué cambió"},
    "redline_key": {
        "en": "Struck out: removed. Underlined: added. Dotted: moved. […]: unchanged text left out.",
        "es": "Tachado: quitado. Subrayado: agregado. Punteado: cambió de lugar. […]: texto sin cambios omitido.",
    },
    "words_gone": {"en": "words removed", "es": "palabras quitadas"},
    "words_come": {"en": "words added", "es": "palabras agregadas"},
    "never": {"en": "never", "es": "nunca"},
    "status": {"en": "status", "es": "estado"},
    "limits": {"en": "What this report does not say", "es": "Lo que este informe no dice"},
    "limit_certainty": {
        "en": "“Suspected” rests on a single look and may be a passing fault; “confirmed” rests on several "
        "looks over several days.",
        "es": "«Sospecha» se apoya en una sola revisión y puede ser una falla pasajera; «confirmado» se apoya "
        "en varias revisiones a lo largo de varios días.",
    },
    "limit_baseline": {
        "en": "Pages are compared with the baseline named in each citation: a web archive's capture near the "
        "report's date, else our own first. What happened between the citation and that capture is not known.",
        "es": "Las páginas se comparan con la línea base que se indica en cada cita: la captura de un archivo web "
        "cercana a la fecha del informe o, si no la hay, la primera nuestra. No se sabe qué ocurrió entre la cita y "
        "esa captura.",
    },
    "limit_unchecked": {
        "en": "Citations that were not checked",
        "es": "Citas que no se revisaron",
    },
    "limit_one_look": {
        "en": "Verdicts that rest on one look",
        "es": "Veredictos que se apoyan en una sola revisión",
    },
    "limit_redlines": {
        "en": "Changed pages without a redline, for lack of room or of text to compare",
        "es": "Páginas modificadas sin los cambios marcados, por falta de espacio o de texto comparable",
    },
    "limit_damaged": {
        "en": "Stored records that could not be read back (testigo verify names them)",
        "es": "Registros guardados que no se pudieron leer (testigo verify los nombra)",
    },
    "limit_sound": {
        "en": "Citations that stand, counted but not listed",
        "es": "Citas que se mantienen, contadas pero no listadas",
    },
    "limit_run": {
        "en": "The last run did not finish: what it did not reach is shown as it stood before.",
        "es": "La última revisión no terminó: lo que no alcanzó se muestra como estaba antes.",
    },
    "limit_shots": {
        "en": "There are no screenshots: evidence is the bytes that the server sent.",
        "es": "No hay capturas de pantalla: la evidencia son los bytes que envió el servidor.",
    },
    "print_more": {
        "en": "more citations are in the file: filter the list to print others",
        "es": "citas más están en el archivo: filtre la lista para imprimir otras",
    },
    "no_script": {
        "en": "Script is off: this is the plain list. With script you can search, sort and filter.",
        "es": "El script está desactivado: esta es la lista simple. Con script puede buscar, ordenar y filtrar.",
    },
    "printed": {"en": "PDF printed", "es": "PDF impreso"},
    "rules": {"en": "rules version", "es": "versión de las reglas"},
    "config": {"en": "configuration", "es": "configuración"},
    "run": {"en": "run", "es": "revisión"},
    "no_title": {"en": "(no title)", "es": "(sin título)"},
    "kind-identical": {"en": "identical", "es": "idéntico"},
    "kind-cosmetic": {"en": "the same text", "es": "el mismo texto"},
    "kind-boilerplate": {"en": "only the frame differs", "es": "solo cambia el marco de la página"},
    "kind-links": {"en": "document links differ", "es": "cambian los enlaces a documentos"},
    "kind-added": {"en": "text added", "es": "texto agregado"},
    "kind-removed": {"en": "text removed", "es": "texto retirado"},
    "kind-edited": {"en": "text rewritten", "es": "texto reescrito"},
    "kind-replaced": {"en": "another text", "es": "otro texto"},
    "kind-incomparable": {"en": "can't be compared", "es": "no se puede comparar"},
    "quote-present": {
        "en": "The quoted passage stands there word for word.",
        "es": "El pasaje citado está ahí, palabra por palabra.",
    },
    "quote-altered": {
        "en": "The quoted passage stands there in other words",
        "es": "El pasaje citado está ahí con otras palabras",
    },
    "quote-absent": {
        "en": "The quoted passage is not there.",
        "es": "El pasaje citado no está.",
    },
    "quote-unsure": {
        "en": "Whether the quoted passage is there, a person has to see.",
        "es": "Una persona tiene que ver si el pasaje citado está ahí.",
    },
    "archived": {"en": "archived copy of", "es": "copia archivada del"},
    "corrected": {"en": "Corrected references", "es": "Referencias corregidas"},
    "no_replacement": {
        "en": "No reference has a replacement yet.",
        "es": "Ninguna referencia tiene reemplazo todavía.",
    },
    **LABELS,
}


def word(key: str, language: Language) -> str:
    """The word for ``key``."""
    return WORDS[key][language]
