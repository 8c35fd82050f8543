"""What stands on every page."""

from evidence.bilingual import Words

WORDS = {
    "desk": Words("Testigo", "Testigo"),
    "desk_title": Words("The auditor’s desk", "El escritorio del auditor"),
    "desk_skip": Words("Skip to the content", "Ir al contenido"),
    "desk_nav": Words("Pages", "Páginas"),
    "desk_folder": Words("Evidence folder", "Carpeta de evidencia"),
    "nav_ask": Words("Ask", "Preguntar"),
    "back": Words("Back", "Volver"),
}
