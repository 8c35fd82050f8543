"""Kept copies, as they are shown."""

from evidence.bilingual import Words

WORDS = {
    "copy_title": Words("Kept copy", "Copia conservada"),
    "copy_frame": Words(
        "A document in a frame, not shown here: {url}",
        "Un documento dentro de un marco, que aquí no se muestra: {url}",
    ),
    "copy_as_text": Words(
        "This document can’t be shown as it looked. This is its text.",
        "Este documento no se puede mostrar con su aspecto original. Su texto es el siguiente.",
    ),
    "copy_cut": Words("This is a part of a longer text.", "Es una parte de un texto más largo."),
    "copy_picture": Words("The picture kept of {url}", "La imagen conservada de {url}"),
    "copy_passage_on": Words(
        "The passage is marked; page: {pages}", "El pasaje está marcado; página: {pages}"
    ),
    "copy_page_of": Words("Page {number} of {pages}", "Página {number} de {pages}"),
    "copy_page_text": Words("The text of this page", "El texto de esta página"),
    "copy_earlier": Words("Earlier pages", "Páginas anteriores"),
    "copy_later": Words("Later pages", "Páginas siguientes"),
    "copy_no_view": Words(
        "This file can’t be shown here. What is kept of it:",
        "Este archivo no se puede mostrar aquí. Lo que se conserva de él:",
    ),
    "copy_kind": Words("Kind", "Tipo"),
    "copy_bytes": Words("Bytes", "Bytes"),
    "copy_sha256": Words("SHA-256", "SHA-256"),
}
