"""One citation."""

from evidence.bilingual import Words

WORDS = {
    "answer": Words("Answer", "Respuesta"),
    "quote_asked": Words("The passage asked about", "El pasaje por el que se pregunta"),
    "cited_on": Words("Cited on", "Citado el"),
    "live_page": Words("Open the live page", "Abrir la página actual"),
    "never_looked": Words(
        "This address was never looked at.", "Esta dirección no se ha revisado nunca."
    ),
    "timeline_title": Words("What happened, and when", "Qué pasó y cuándo"),
}
