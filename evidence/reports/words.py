"""The words of a report in English and Spanish. Reasons bring their own (see the verdict rules)."""

from __future__ import annotations

from evidence.bilingual import Language, Words
from evidence.verdicts.wording import LABELS

CITATIONS = (
    Words("{count} citation", "{count} cita"),
    Words("{count} citations", "{count} citas"),
)
WORDS: dict[str, Words] = {
    "title": Words("Broken-evidence report", "Informe de evidencia rota"),
    "language": Words("Language", "Idioma"),
    "made": Words("Made on", "Elaborado el"),
    "by": Words("by", "por"),
    "skip": Words("Skip to the citations", "Ir a las citas"),
    "summary": Words("Summary", "Resumen"),
    "source": Words("Source", "Fuente"),
    "read_on": Words("read by the source on", "la fuente la consultó el"),
    "all": Words("all", "todo"),
    "cited": Words("citations", "citas"),
    "urls": Words("addresses", "direcciones"),
    "checked": Words("checked", "revisadas"),
    "not_checked": Words("not checked", "sin revisar"),
    "coverage": Words("Coverage", "Cobertura"),
    "of": Words("of", "de"),
    "broken": Words("What is broken", "Qué está roto"),
    "nothing_broken": Words("Nothing is broken.", "No hay nada roto."),
    "moved_too": Words("What moved", "Qué cambió de dirección"),
    "unsure": Words("What could not be seen", "Qué no se pudo ver"),
    "unsure_note": Words(
        "Blocked and unreachable pages may well be there: neither is evidence of a loss.",
        "Las páginas bloqueadas o inaccesibles bien pueden seguir ahí: ni un bloqueo ni una "
        "falla prueban una pérdida.",
    ),
    "sound": Words("What stands", "Qué sigue disponible"),
    "new": Words("What is new", "Novedades"),
    "new_since": Words("Compared with", "En comparación con el"),
    "nothing_new": Words(
        "No other document went missing, changed or came back.",
        "Ningún otro documento desapareció, cambió ni volvió.",
    ),
    "on_purpose": Words("Left out on purpose", "Lo que se dejó fuera a propósito"),
    "retired": Words("retired on", "retirada el"),
    "only": Words("Of what", "De qué"),
    "tag": Words("Tag", "Etiqueta"),
    "contents": Words("Contents", "Contenido"),
    "stories": Words("Losses and alterations", "Pérdidas y alteraciones"),
    "stories_more": Words("All of them are in the list", "Todas están en la lista"),
    "whole_story": Words("The whole story", "Toda la historia"),
    "sources": Words("What was read", "Qué se leyó"),
    "reverse": Words("in reverse order", "en orden inverso"),
    "was": Words("Before", "Antes"),
    "now": Words("Now", "Ahora"),
    "together": Words(
        "Gone, or out of sight, as a whole", "Lo que desapareció o no se ve en conjunto"
    ),
    "together_note": Words(
        "Documents of one place that went within the same nights and for the same reason: one event, "
        "however many they are. What only can't be seen is no loss.",
        "Documentos de un mismo lugar que faltan desde las mismas noches y por la misma "
        "causa: un solo hecho, por muchos que sean. Que no se puedan ver no es, por sí solo, "
        "una pérdida.",
    ),
    "documents": Words("documents", "documentos"),
    "others": Words("Others", "Otras"),
    "timeline": Words("Night after night", "Noche tras noche"),
    "timeline_note": Words(
        "Addresses by what the latest look at each had shown by the end of that run. "
        "A single look may be a passing fault.",
        "Direcciones según lo que había mostrado la última revisión de cada una al terminar "
        "esa noche. Una sola revisión puede reflejar una falla pasajera.",
    ),
    "numbers": Words("The same in numbers", "Lo mismo en números"),
    "night": Words("Run (UTC)", "Revisión (UTC)"),
    "where": Words("Where it breaks", "Dónde se pierde"),
    "by_host": Words("By host", "Por sitio"),
    "host": Words("Host", "Sitio"),
    "by_source": Words("By source", "Por fuente"),
    "by_heading": Words("By commitment or section", "Por compromiso o sección"),
    "heading": Words("Commitment or section", "Compromiso o sección"),
    "more_rows": Words(
        "more; all of them are in the CSV and JSON forms",
        "más; todas están en las versiones CSV y JSON",
    ),
    "citations": Words("Citations", "Citas"),
    "citation": Words("Citation", "Cita"),
    "search": Words("Search", "Buscar"),
    "verdict": Words("Verdict", "Veredicto"),
    "certainty": Words("Certainty", "Certeza"),
    "sort": Words("Sort by", "Ordenar por"),
    "sort_v": Words("what matters first", "lo más importante primero"),
    "sort_t": Words("latest change first", "cambio más reciente primero"),
    "sort_o": Words("order in the source", "orden en la fuente"),
    "sort_u": Words("address", "dirección"),
    "clear": Words("Clear", "Limpiar"),
    "shown": Words("shown", "mostradas"),
    "none_match": Words("No citation matches.", "Ninguna cita coincide."),
    "previous": Words("Previous", "Anterior"),
    "next": Words("Next", "Siguiente"),
    "pages": Words("Page", "Página"),
    "paging": Words("Pages of the list", "Páginas de la lista"),
    "close": Words("Close", "Cerrar"),
    "link": Words("Link to this citation", "Enlace a esta cita"),
    "details": Words("Details", "Detalles"),
    "address": Words("Address as cited", "Dirección citada"),
    "claim": Words("The report says", "El informe dice"),
    "note": Words("Note", "Nota"),
    "page": Words("page", "página"),
    "why": Words("Why", "Por qué"),
    "since": Words("Since", "Desde"),
    "first_missing": Words("First seen missing", "Primera vez que no se encontró"),
    "first_changed": Words("First seen changed", "Primera vez que se vio modificada"),
    "last_good": Words("Last seen good", "Última vez que se vio bien"),
    "last_seen": Words("Last seen, be it altered", "Última vez que se vio, aunque modificada"),
    "not_seen_since": Words("Can't be seen since", "No se puede ver desde"),
    "last_look": Words("Last look", "Última revisión"),
    "looks": Words("looks that count:", "revisiones que cuentan:"),
    "redirects": Words("Redirects", "Redirecciones"),
    "final": Words("Ends at", "Dirección final"),
    "evidence": Words("Evidence", "Evidencia"),
    "captures": Words("Captures", "Capturas"),
    "baseline": Words("baseline", "de referencia"),
    "latest": Words("latest", "última"),
    "mementos": Words("Copies in public archives", "Copias en archivos web públicos"),
    "as_cited": Words(
        "As cited, by the archived copy of", "Como se citó, según la copia archivada del"
    ),
    "archive-kept": Words("shows the document", "muestra el documento"),
    "archive-refused": Words("does not show the document", "no muestra el documento"),
    "archive-captured": Words("saved, not confirmed yet", "guardada, aún sin confirmar"),
    "archive-verified": Words("saved, shows what we saw", "guardada, muestra lo que vimos"),
    "archive-differs": Words(
        "saved, shows something else than we saw", "guardada, muestra algo distinto de lo que vimos"
    ),
    "archive-not-attempted": Words("waits to be saved", "en espera de que se guarde"),
    "archive-submitted": Words("handed in to be saved", "ya se pidió guardarla"),
    "archive-pending": Words("being saved", "se está guardando"),
    "archive-outcome-unknown": Words(
        "may have been saved; will be looked for", "quizá se guardó; se buscará más tarde"
    ),
    "archive-failed": Words("could not be saved", "no se pudo guardar"),
    "archive-save-refused": Words(
        "the archive refused to save it", "el archivo se negó a guardarla"
    ),
    "archive": Words("Web archive", "Archivo web"),
    "archive-waiting": Words("waiting", "en espera"),
    "archive-done": Words("done", "terminadas"),
    "archive-left": Words("left of today’s budget", "restantes del límite de hoy"),
    "archive-closed": Words("left alone until", "en pausa hasta"),
    "archive-problem": Words("last problem", "último problema"),
    "archive-no-keys": Words("looks up only; to save, set", "solo consulta; para guardar, defina"),
    "witness": Words("Witness", "Testigo externo"),
    "witness-of": Words("of", "de"),
    "witness-entries": Words("sealed entries cosigned", "asientos sellados y cofirmados"),
    "witness-not-asked": Words(
        "asked for the first time with the next seal",
        "se le consultará por primera vez con el próximo sello",
    ),
    "witness-problem": Words("not cosigned", "sin cofirma"),
    "predates": Words("made before the loss", "anterior a la pérdida"),
    "after": Words("made after the loss", "posterior a la pérdida"),
    "replacement": Words("Suggested replacement", "Reemplazo sugerido"),
    "unverified": Words("not checked by us yet", "todavía no la hemos comprobado"),
    "step": Words("What you can do next", "Qué puede hacer ahora"),
    "compared": Words("Compared with the capture of", "Comparado con la captura del"),
    "pictures": Words("As people saw it", "Cómo se veía"),
    "pictures_note": Words(
        "The page in a browser, before and after, and where both pictures differ. A picture proves nothing by "
        "itself, and no verdict rests on one: the captures and the reasons prove it.",
        "La página en un navegador, antes y después, y en qué difieren ambas imágenes. Una imagen por sí sola no "
        "prueba nada, y ningún veredicto se basa en una: lo prueban las capturas y las razones.",
    ),
    "picture_before": Words("Before:", "Antes:"),
    "picture_after": Words("Now:", "Ahora:"),
    "picture_before_none": Words(
        "There is no picture from before.", "No hay imagen de cómo se veía antes."
    ),
    "picture_after_none": Words(
        "There is no picture of what it shows now.", "No hay imagen de lo que muestra ahora."
    ),
    "differing": Words("Where they differ:", "En qué difieren:"),
    "differing_places": Words(
        "The left half shows parts of the page as they were, the right half the same parts now; what looks "
        "different is outlined in red. Parts that differ: {places}.",
        "La mitad izquierda muestra partes de la página como estaban y la derecha, las mismas partes ahora; lo "
        "que se ve distinto va enmarcado en rojo. Partes que difieren: {places}.",
    ),
    "differing_first": Words(
        "There is room for the first ones only: {shown}.",
        "Aquí solo cupieron las primeras: {shown}.",
    ),
    "differing_masked": Words(
        "Hatched in grey and not counted: what also differed between two pictures taken while the page was unchanged.",
        "Lo rayado en gris no se cuenta: es lo que también difería entre dos imágenes "
        "tomadas mientras la página seguía igual.",
    ),
    "differing_varies": Words(
        "Nothing, apart from what also differed between two pictures taken while the page was unchanged.",
        "En nada, salvo en lo que también difería entre dos imágenes tomadas mientras la página seguía igual.",
    ),
    "differing_none": Words(
        "Both pictures look the same: what changed is not seen in them.",
        "Las dos imágenes se ven iguales: lo que cambió no se nota en ellas.",
    ),
    "differing_unknown": Words(
        "The pictures could not be compared.", "No fue posible comparar las imágenes."
    ),
    "picture_hidden": Words(
        "a notice that covered the page was hidden for the picture",
        "para la imagen se ocultó un aviso que tapaba la página",
    ),
    "picture_unlike": Words(
        "Opened again from what is kept, the page is not the same: text {text}%, picture {picture}% as captured",
        "Abierta de nuevo a partir de lo conservado, la página no es igual: el texto "
        "coincide con lo capturado en {text} % y la imagen en {picture} %",
    ),
    "picture_unopened": Words(
        "The page could not be opened again from what is kept",
        "La página no pudo abrirse de nuevo a partir de lo conservado",
    ),
    "redline": Words("What changed", "Qué cambió"),
    "redline_key": Words(
        "Struck out: removed. Underlined: added. Dotted: moved. […]: unchanged text left out.",
        "Tachado: quitado. Subrayado: agregado. Punteado: cambió de lugar. […]: texto sin cambios omitido.",
    ),
    "words_gone": Words("words removed", "palabras quitadas"),
    "words_come": Words("words added", "palabras agregadas"),
    "never": Words("never", "nunca"),
    "status": Words("status", "código"),
    "limits": Words("What this report does not say", "Lo que este informe no dice"),
    "limit_certainty": Words(
        "“Suspected” rests on a single look and may be a passing fault; “confirmed” rests on several "
        "looks over several days.",
        "“Sospecha” se apoya en una sola revisión y puede ser una falla pasajera; “confirmado” se apoya "
        "en varias revisiones a lo largo de varios días.",
    ),
    "limit_baseline": Words(
        "Pages are compared with the baseline named in each citation: a web archive's capture near the "
        "report's date, else our own first. What happened between the citation and that capture is not known.",
        "Las páginas se comparan con la captura de referencia que se indica en cada cita: la "
        "captura de un archivo web cercana a la fecha del informe o, si no la hay, la "
        "primera nuestra. No se sabe qué ocurrió entre la cita y esa captura.",
    ),
    "limit_unchecked": Words("Citations that were not checked", "Citas que no se revisaron"),
    "limit_one_look": Words(
        "Verdicts that rest on one look", "Veredictos que se apoyan en una sola revisión"
    ),
    "limit_doubt": Words(
        "Citations that can't be seen and were suspected to be missing or changed before: counted as not "
        "seen, and as no loss",
        "Citas que no se pueden ver y de las que antes se sospechaba que habían desaparecido "
        "o cambiado: se cuentan como no vistas, no como pérdidas",
    ),
    "by_lines": Words(
        "Too much differs to compare all of it word by word: whole lines are shown as removed or added "
        "though they may have words in common.",
        "Es demasiado lo que cambió para compararlo todo palabra por palabra: se muestran líneas enteras "
        "como eliminadas o agregadas aunque tengan palabras en común.",
    ),
    "limit_by_lines": Words(
        "Redlines of pages so long that some of their lines are shown whole, not word by word",
        "Páginas modificadas tan largas que algunas de sus líneas se muestran enteras, no "
        "palabra por palabra",
    ),
    "limit_redlines": Words(
        "Changed pages without a redline, for lack of room or of text to compare",
        "Páginas modificadas cuyos cambios no se muestran, por falta de espacio o de texto "
        "comparable",
    ),
    "limit_damaged": Words(
        "Stored records that could not be read back (testigo verify names them)",
        "Registros guardados que no se pudieron leer (testigo verify los señala)",
    ),
    "limit_sound": Words(
        "Citations that stand, counted but not listed",
        "Citas que siguen disponibles: se cuentan pero no se enumeran",
    ),
    "limit_left_out": Words(
        "Citations that this page has no room for, after those that matter most; the report as CSV or JSON and "
        "the desk have all of them",
        "Citas que no caben en esta página, después de las más importantes; todas están en "
        "el informe en CSV o JSON y en el escritorio",
    ),
    "limit_run": Words(
        "The last run did not finish: what it did not reach is shown as it stood before.",
        "La última revisión no terminó: lo que no alcanzó a revisar se muestra como estaba antes.",
    ),
    "limit_shots": Words(
        "There are no screenshots: evidence is the bytes that the server sent.",
        "No hay capturas de pantalla: la evidencia son los bytes que envió el servidor.",
    ),
    "limit_pictures": Words(
        "Lost or altered pages whose pictures found no room in this report; the evidence folder has them",
        "Páginas desaparecidas o alteradas cuyas imágenes no cupieron en este informe; están en la "
        "carpeta de evidencia",
    ),
    "limit_differing": Words(
        "Lost or altered pages of which this report does not show where their pictures differ; the desk does",
        "Páginas desaparecidas o alteradas de las que este informe no muestra en qué difieren sus imágenes; el "
        "escritorio sí",
    ),
    "limit_uncompared": Words(
        "Where pictures differ is not shown: the extra browser is not installed where this report was made.",
        "No se muestra en qué difieren las imágenes: donde se hizo este informe falta "
        "instalar 'testigo[browser]'.",
    ),
    "print_more": Words(
        "more citations are in the file: filter the list to print others",
        "citas más, que están en el archivo: filtre la lista para imprimir otras",
    ),
    "no_script": Words(
        "JavaScript is off: this is the plain list. With JavaScript you can search, sort and "
        "filter.",
        "JavaScript está desactivado: esta es la lista simple. Con JavaScript puede buscar, "
        "ordenar y filtrar.",
    ),
    "printed": Words("PDF printed", "PDF impreso"),
    "rules": Words("rules version", "versión de las reglas"),
    "config": Words("configuration", "configuración"),
    "run": Words("run", "revisión"),
    "no_title": Words("(no title)", "(sin título)"),
    "kind-identical": Words("identical", "idéntico"),
    "kind-cosmetic": Words("the same text", "el mismo texto"),
    "kind-boilerplate": Words("only the frame differs", "solo cambia lo que rodea al texto"),
    "kind-links": Words("document links differ", "cambian los enlaces a documentos"),
    "kind-added": Words("text added", "texto agregado"),
    "kind-removed": Words("text removed", "texto retirado"),
    "kind-edited": Words("text rewritten", "texto reescrito"),
    "kind-replaced": Words("another text", "otro texto"),
    "kind-incomparable": Words("can't be compared", "no se puede comparar"),
    "parts": Words("Parts of the document", "Partes del documento"),
    "part-embedded": Words("file in the page", "archivo en la página"),
    "part-framed": Words("page in a frame", "página en un marco"),
    "part-viewer": Words("file in the viewer", "archivo en el visor"),
    "part-download": Words("file offered", "archivo que se ofrece"),
    "part-data": Words("data of the page", "datos de la página"),
    "part-rendered": Words("page as a browser shows it", "página como la muestra un navegador"),
    "offered_by": Words("offered by the cited page", "lo ofrece la página citada"),
    "seen_by": Words("looked at by", "visto por"),
    "same_as": Words(
        "not looked at since in its own right: the same document, byte for byte, as",
        "no se ha vuelto a revisar por sí mismo: es, byte por byte, el mismo documento que",
    ),
    "looked_at": Words("looked at on", "revisado el"),
    "same_copy": Words(
        "copy of the same document, saved in a web archive",
        "copia del mismo documento, guardada en un archivo web",
    ),
    "offers": Words("documents that the page offers", "documentos que ofrece la página"),
    "quote-present": Words(
        "The quoted passage stands there word for word.",
        "El pasaje citado está ahí, palabra por palabra.",
    ),
    "quote-altered": Words(
        "The quoted passage stands there in other words",
        "El pasaje citado está ahí con otras palabras",
    ),
    "quote-absent": Words("The quoted passage is not there.", "El pasaje citado no está."),
    "quote-unsure": Words(
        "Whether the quoted passage is there, a person has to see.",
        "Si el pasaje citado está ahí, tiene que verlo una persona.",
    ),
    "quote-unseen": Words(
        "No document was seen in which the quoted passage could stand.",
        "No se vio ningún documento en el que pudiera estar el pasaje citado.",
    ),
    "quote_then": Words("In the copies that are kept", "En las copias que se conservan"),
    "own_copy": Words("our own copy", "copia nuestra"),
    "then-present": Words("word for word", "palabra por palabra"),
    "then-altered": Words("in other words", "con otras palabras"),
    "then-absent": Words("not there", "no está"),
    "then-unsure": Words("can't be told", "no se puede saber"),
    "would_change": Words("What would change our mind", "Qué nos haría cambiar de opinión"),
    "best_copy": Words("The copy to show, of", "La copia que conviene mostrar, del"),
    "archived": Words("archived copy of", "copia archivada del"),
    "corrected": Words("Corrected references", "Referencias corregidas"),
    "no_replacement": Words(
        "No reference has a replacement yet.", "Ninguna referencia tiene reemplazo todavía."
    ),
    **LABELS,
}


def word(key: str, language: Language) -> str:
    """The word for ``key``."""
    return WORDS[key].text(language)
