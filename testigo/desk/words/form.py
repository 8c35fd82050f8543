"""The form, and where things stand."""

from evidence.bilingual import Words

WORDS = {
    "ask_title": Words("Does it still say so?", "¿Todavía lo dice?"),
    "ask_lead": Words(
        "Give an address that a report cites. It is looked at now, what it shows is kept as evidence, and you get "
        "an answer with its reasons and the copy that proves it.",
        "Escriba una dirección que cita un informe. Se revisa ahora mismo, lo que muestra se guarda como evidencia, "
        "y usted recibe una respuesta con sus razones y la copia que la prueba.",
    ),
    "ask_url": Words("Address (URL)", "Dirección (URL)"),
    "ask_quote": Words("What it must say, word for word", "Lo que debe decir, palabra por palabra"),
    "ask_quote_hint": Words(
        "Optional. Put … where words are left out.",
        "Opcional. Ponga … donde se omitan palabras.",
    ),
    "ask_date": Words("Cited on", "Fecha de la cita"),
    "ask_date_hint": Words(
        "Optional. The page of that day is compared with, if an archive kept it.",
        "Opcional. Se compara con la página de ese día, si algún archivo la conservó.",
    ),
    "ask_lang": Words("Language of the answer", "Idioma de la respuesta"),
    "ask_file": Words("Or a file", "O un archivo"),
    "ask_file_hint": Words(
        "A report, to list what it cites; or, with an address above, a file to compare with the page there.",
        "Un informe, para ver la lista de lo que cita; o bien, con una dirección arriba, un archivo que se compara "
        "con la página de esa dirección.",
    ),
    "ask_no_archive": Words(
        "Leave the web archives alone (faster)", "No consultar los archivos web (más rápido)"
    ),
    "ask_now": Words("Look now", "Revisar ahora"),
    "stands_title": Words("Where things stand", "Panorama general"),
    "stands_nothing": Words(
        "Nothing is watched in this folder yet.", "En esta carpeta todavía no se vigila nada."
    ),
    "stands_all_broken": Words(
        "All that is lost or altered", "Todo lo que se perdió o se modificó"
    ),
}
