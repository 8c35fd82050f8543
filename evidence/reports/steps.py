"""What a reader can do next about one citation, in both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.vocabulary import Cause, Certainty, Verdict

if TYPE_CHECKING:
    from evidence.reports.replacement import Replacement


class NextStep(StrEnum):
    """What a reader can do next about one citation."""

    WAIT = "wait"
    CITE_MEMENTO = "cite-memento"
    ASK_FOR_IT = "ask-for-it"
    READ_CHANGE = "read-change"
    UPDATE = "update"
    FIND_PLACE = "find-place"
    OPEN_BY_HAND = "open-by-hand"
    SEE_FROM_ELSEWHERE = "see-from-elsewhere"
    LOOK_LATER = "look-later"
    CORRECT_ADDRESS = "correct-address"
    READ_SOURCE = "read-source"
    RUN = "run"
    TELL_IT_IS_BACK = "tell-it-is-back"
    NONE = "none"


STEPS: dict[NextStep, Words] = {
    NextStep.WAIT: Words(
        "Wait before you say so in public: it is only a suspicion so far. Testigo looks again by itself; what "
        "looks alone can't decide, you can by opening the page.",
        "Espere antes de decirlo en público: por ahora es solo una sospecha. Testigo volverá a revisar por su "
        "cuenta; si las revisiones no bastan para aclararlo, abra la página y vea qué muestra.",
    ),
    NextStep.CITE_MEMENTO: Words(
        "Cite the archived copy next to the original address.",
        "Cite la copia archivada junto a la dirección original.",
    ),
    NextStep.ASK_FOR_IT: Words(
        "No public copy is known that predates the loss. Keep our capture if there is one, and ask the "
        "institution for the document in writing (in Mexico: an access-to-information request).",
        "No se conoce ninguna copia pública anterior a la pérdida. Conserve nuestra captura, "
        "si la hay, y pida el documento por escrito a la institución (en México, con una "
        "solicitud de acceso a la información).",
    ),
    NextStep.READ_CHANGE: Words(
        "Read what changed. If it touches what you cite, cite the earlier text and say so.",
        "Lea qué cambió. Si afecta lo que usted cita, cite el texto anterior y adviértalo.",
    ),
    NextStep.UPDATE: Words(
        "Check that the new address shows the same document, and use it in your next edition.",
        "Compruebe que la dirección nueva muestra el mismo documento y úsela en su próxima edición.",
    ),
    NextStep.FIND_PLACE: Words(
        "The text stands on the site's front page, which is rewritten often: look for an address of its own, "
        "or cite an archived copy next to the original address.",
        "El texto está en la página de inicio del sitio, que cambia a menudo: busque una dirección propia del "
        "documento o cite una copia archivada junto a la dirección original.",
    ),
    NextStep.OPEN_BY_HAND: Words(
        "Open it in a browser: the site turns programs away, which is no sign of loss.",
        "Ábrala en un navegador: el sitio rechaza las visitas automáticas, y eso no es señal "
        "de pérdida.",
    ),
    NextStep.SEE_FROM_ELSEWHERE: Words(
        "It is shown only to some, which is no loss: open it in a browser and from another network, and keep "
        "what is shown there.",
        "Solo se muestra a algunos, y eso no es una pérdida: ábrala en un navegador y desde otra red, y guarde "
        "lo que ahí se muestre.",
    ),
    NextStep.LOOK_LATER: Words(
        "Nothing yet: the server did not answer. Testigo looks again by itself.",
        "Por ahora, nada: el servidor no respondió. Testigo volverá a revisar por su cuenta.",
    ),
    NextStep.CORRECT_ADDRESS: Words(
        "Correct the address in your report: it can't be asked for as it stands.",
        "Corrija la dirección en su informe: tal como está escrita no se puede consultar.",
    ),
    NextStep.READ_SOURCE: Words(
        "Look at the printed source: the address is probably misprinted. Correct it before you say that "
        "anything is missing.",
        "Consulte la fuente impresa: es probable que la dirección esté mal escrita. Corríjala antes de decir "
        "que falta algo.",
    ),
    NextStep.RUN: Words(
        "Run “testigo run”: this citation has not been looked at yet.",
        "Ejecute “testigo run”: esta cita aún no se ha revisado.",
    ),
    NextStep.TELL_IT_IS_BACK: Words(
        "If you said in public that it was gone or changed, say that it shows the document again.",
        "Si dijo en público que había desaparecido o que se había modificado, aclare que el "
        "documento vuelve a estar ahí.",
    ),
    NextStep.NONE: Words("Nothing to do.", "No hay nada que hacer."),
}

_BY_VERDICT = {
    Verdict.MOVED: NextStep.UPDATE,
    Verdict.BLOCKED: NextStep.OPEN_BY_HAND,
    Verdict.UNREACHABLE: NextStep.LOOK_LATER,
    Verdict.UNCHECKED: NextStep.CORRECT_ADDRESS,
    Verdict.ALIVE: NextStep.NONE,
}


def next_step(
    verdict: Verdict | None,
    cause: Cause | None,
    certainty: Certainty | None,
    replacement: Replacement | None,
    *,
    misprint: bool = False,
) -> NextStep:
    """The next step for a citation with its standing (None: never looked at), and what can replace
    it; ``misprint``: its host is known to nobody."""
    if verdict is None:
        return NextStep.RUN
    if misprint:
        return NextStep.READ_SOURCE
    if cause is Cause.SHOWN_TO_SOME:
        return NextStep.SEE_FROM_ELSEWHERE
    if verdict is Verdict.MOVED and (replacement is None or replacement.captured_at is not None):
        return NextStep.CITE_MEMENTO if replacement else NextStep.FIND_PLACE
    if not verdict.is_broken:
        return NextStep.LOOK_LATER if cause is Cause.INTERNAL else _BY_VERDICT[verdict]
    if certainty is Certainty.SUSPECTED:
        return NextStep.WAIT
    if verdict is Verdict.CHANGED:
        return NextStep.READ_CHANGE
    return NextStep.CITE_MEMENTO if replacement else NextStep.ASK_FOR_IT
