"""What a reader can do next about one citation, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.store.database import Row
    from evidence.verdicts.wording import Language

STEPS: dict[str, dict[Language, str]] = {
    "wait": {
        "en": "Wait before you say so in public: few looks support it so far. Testigo looks again by itself.",
        "es": "Espere antes de decirlo en público: todavía son pocas las revisiones que lo sustentan. "
        "Testigo volverá a revisar por su cuenta.",
    },
    "cite-memento": {
        "en": "Cite the archived copy next to the original address.",
        "es": "Cite la copia archivada junto a la dirección original.",
    },
    "ask-for-it": {
        "en": "No public copy is known that predates the loss. Keep our capture if there is one, and ask the "
        "institution for the document in writing (in Mexico: an access-to-information request).",
        "es": "No se conoce ninguna copia pública anterior a la pérdida. Conserve nuestra captura si la hay y "
        "pida el documento por escrito a la institución (en México: una solicitud de acceso a la información).",
    },
    "read-change": {
        "en": "Read what changed. If it touches what you cite, cite the earlier text and say so.",
        "es": "Lea qué cambió. Si afecta lo que usted cita, cite el texto anterior y dígalo.",
    },
    "update": {
        "en": "Check that the new address shows the same document, and use it in your next edition.",
        "es": "Compruebe que la dirección nueva muestra el mismo documento y úsela en su próxima edición.",
    },
    "open-by-hand": {
        "en": "Open it in a browser: the site turns programs away, which is no sign of loss.",
        "es": "Ábrala en un navegador: el sitio rechaza programas, y eso no es señal de pérdida.",
    },
    "look-later": {
        "en": "Nothing yet: the server did not answer. Testigo looks again by itself.",
        "es": "Por ahora, nada: el servidor no respondió. Testigo volverá a revisar por su cuenta.",
    },
    "correct-address": {
        "en": "Correct the address in your report: it can't be asked for as it stands.",
        "es": "Corrija la dirección en su informe: tal como está escrita no se puede consultar.",
    },
    "run": {
        "en": "Run “testigo run”: this citation has not been looked at yet.",
        "es": "Ejecute «testigo run»: esta cita aún no se ha revisado.",
    },
    "tell-it-is-back": {
        "en": "If you said in public that it was gone or changed, say that it shows the document again.",
        "es": "Si dijo en público que desapareció o se modificó, aclare que el documento vuelve a estar ahí.",
    },
    "none": {"en": "Nothing to do.", "es": "Nada que hacer."},
}

_BY_VERDICT = {
    "moved": "update",
    "blocked": "open-by-hand",
    "unreachable": "look-later",
    "unchecked": "correct-address",
    "alive": "none",
    None: "run",
}


def of(row: Row, replacement: dict[str, Any] | None) -> str:
    """The key in :data:`STEPS` for a citation with its standing, and what can replace it."""
    verdict = row["verdict"]
    if verdict not in ("missing", "changed"):
        return "look-later" if row["cause"] == "internal" else _BY_VERDICT[verdict]
    if row["certainty"] == "suspected":
        return "wait"
    if verdict == "changed":
        return "read-change"
    return "cite-memento" if replacement else "ask-for-it"
