"""What is said of a document that is gone at its address and stands, or may stand, at another."""

from __future__ import annotations

from evidence.bilingual import Words
from evidence.vocabulary import PlaceKind

WORDS = {
    f"elsewhere.{PlaceKind.SAME_BYTES}": Words(
        "The document is not lost: the same file, byte for byte, stands at {url} (seen there since "
        "{since}). Its old address does not forward to it.",
        "El documento no se perdió: el mismo archivo, byte por byte, está en {url} (visto "
        "ahí desde el {since}). La dirección anterior no lleva a la nueva.",
    ),
    f"elsewhere.{PlaceKind.SAME_TEXT}": Words(
        "The document is not lost: the same text stands at {url} (seen there since {since}). Its old "
        "address does not forward to it.",
        "El documento no se perdió: el mismo texto está en {url} (visto ahí desde el "
        "{since}). La dirección anterior no lleva a la nueva.",
    ),
    "elsewhere.of-another": Words(
        "That address is somebody else's: {owner}.",
        "Esa dirección es de otro titular: {owner}.",
    ),
    f"elsewhere.maybe-{PlaceKind.SAME_BYTES}": Words(
        "The same bytes stand at {url}; they are too few, or stand at too many addresses, to be known "
        "as this document. Look at it by hand.",
        "Los mismos bytes están en {url}; son muy pocos, o están en demasiadas direcciones, "
        "para reconocer en ellos este documento. Compruébelo usted.",
    ),
    f"elsewhere.maybe-{PlaceKind.SAME_TEXT}": Words(
        "Much the same text stands at {url}: perhaps another version. Look at it by hand.",
        "En {url} hay un texto muy parecido, quizá otra versión. Compruébelo usted.",
    ),
    f"elsewhere.maybe-{PlaceKind.REDIRECTED_ONCE}": Words(
        "The address once forwarded to {url}, where a document still stands. Look at it by hand.",
        "Antes esta dirección llevaba a {url}, donde sigue habiendo un documento. "
        "Compruébelo usted.",
    ),
    f"elsewhere.maybe-{PlaceKind.SIBLING_PATTERN}": Words(
        "By what became of its siblings it would be at {url}, where a document stands. Look at it by "
        "hand.",
        "A juzgar por lo que pasó con direcciones parecidas, estaría en {url}, donde hay un "
        "documento. Compruébelo usted.",
    ),
    f"elsewhere.maybe-{PlaceKind.LISTED}": Words(
        "A document of the same name is listed at {url}. Look at it by hand.",
        "En {url} aparece un documento con el mismo nombre. Compruébelo usted.",
    ),
    f"elsewhere.maybe-{PlaceKind.ARCHIVE}": Words(
        "A web archive kept a redirect to {url}, where a document stands. Look at it by hand.",
        "Un archivo web conserva una redirección a {url}, donde hay un documento. "
        "Compruébelo usted.",
    ),
}
"""Reasons that a standing adds to those of its last look."""
