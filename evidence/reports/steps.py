"""What a reader can do next about one citation, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words

if TYPE_CHECKING:
    from evidence.store.database import Row

STEPS: dict[str, Words] = {
    "wait": Words(
        "Wait before you say so in public: few looks support it so far. Testigo looks again by itself.",
        "Espere antes de decirlo en público: todavía son pocas las revisiones que lo sustentan. "
        "Testigo volverá a revisar por su cuenta.",
    ),
    "cite-memento": Words(
        "Cite the archived copy next to the original address.",
        "Cite la copia archivada junto a la dirección original.",
    ),
    "ask-for-it": Words(
        "No public copy is known that predates the loss. Keep our capture if there is one, and ask the "
        "institution for the document in writing (in Mexico: an access-to-information request).",
        "No se conoce ninguna copia pública anterior a la pérdida. Conserve nuestra captura si la hay y "
        "pida el documento por escrito a la institución (en México: una solicitud de acceso a la información).",
    ),
    "read-change": Words(
        "Read what changed. If it touches what you cite, cite the earlier text and say so.",
        "Lea qué cambió. Si afecta lo que usted cita, cite el texto anterior y dígalo.",
    ),
    "update": Words(
        "Check that the new address shows the same document, and use it in your next edition.",
        "Compruebe que la dirección nueva muestra el mismo documento y úsela en su próxima edición.",
    ),
    "open-by-hand": Words(
        "Open it in a browser: the site turns programs away, which is no sign of loss.",
        "Ábrala en un navegador: el sitio rechaza programas, y eso no es señal de pérdida.",
    ),
    "look-later": Words(
        "Nothing yet: the server did not answer. Testigo looks again by itself.",
        "Por ahora, nada: el servidor no respondió. Testigo volverá a revisar por su cuenta.",
    ),
    "correct-address": Words(
        "Correct the address in your report: it can't be asked for as it stands.",
        "Corrija la dirección en su informe: tal como está escrita no se puede consultar.",
    ),
    "run": Words(
        "Run “testigo run”: this citation has not been looked at yet.",
        "Ejecute «testigo run»: esta cita aún no se ha revisado.",
    ),
    "tell-it-is-back": Words(
        "If you said in public that it was gone or changed, say that it shows the document again.",
        "Si dijo en público que desapareció o se modificó, aclare que el documento vuelve a estar ahí.",
    ),
    "none": Words("Nothing to do.", "Nada que hacer."),
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
