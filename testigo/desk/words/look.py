"""A look under way."""

from evidence.bilingual import Words

WORDS = {
    "look_title": Words("Looking", "Revisando"),
    "step-waiting": Words(
        "Waiting for other looks to end …", "En espera de que terminen otras revisiones …"
    ),
    "step-looking": Words("Asking the site …", "Consultando el sitio …"),
    "step-archives": Words(
        "This is the answer. Web archives are being asked for more copies, for half a minute at most …",
        "Esta es la respuesta. Se buscan más copias en los archivos web, durante medio "
        "minuto como máximo …",
    ),
    "step-done": Words("Done.", "Listo."),
    "look_to_citation": Words("Show all of it", "Ver todo"),
    "look_stop": Words("Stop", "Detener"),
    "look_remarks": Words("What this look could not do", "Lo que esta revisión no pudo hacer"),
}
