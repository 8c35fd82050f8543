"""What the columns of the table are called in a workbook, which people read; the CSV form, which programs
read, keeps their names and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.reports.causes import CAUSES
from evidence.reports.steps import STEPS
from evidence.verdicts.wording import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: dict[str, Words] = {
    "source": Words("Source", "Fuente"),
    "marker": Words("Note number", "Número de nota"),
    "page": Words("Page", "Página"),
    "claim": Words("The report says", "El informe dice"),
    "url": Words("Address as cited", "Dirección citada"),
    "verdict": Words("Verdict", "Veredicto"),
    "cause": Words("Cause", "Causa"),
    "certainty": Words("Certainty", "Certeza"),
    "since": Words("Since", "Desde"),
    "last_good": Words("Last seen as cited", "Última vez que se vio como se citó"),
    "checked_at": Words("Last look", "Última revisión"),
    "status": Words("Status", "Código de estado"),
    "final_url": Words("Ends at", "Dirección final"),
    "reasons": Words("Why", "Por qué"),
    "capture": Words("Capture", "Captura"),
    "warc": Words("WARC file", "Archivo WARC"),
    "offset": Words("Place in the file", "Posición en el archivo"),
    "payload_sha256": Words("Fingerprint (SHA-256)", "Huella (SHA-256)"),
    "replacement": Words("Suggested replacement", "Reemplazo sugerido"),
    "next_step": Words("What you can do next", "Qué puede hacer ahora"),
    "id": Words("Id of the citation", "Id de la cita"),
    "last_seen": Words("Last seen, be it altered", "Última vez que se vio, aunque modificada"),
    "not_seen_since": Words("Can't be seen since", "No se puede ver desde"),
    "altered_since": Words("Seen altered since", "Se ve modificada desde"),
    "suspected": Words("Suspected before", "Sospecha previa"),
    "suspected_since": Words("Suspected since", "Bajo sospecha desde"),
    "offered_by": Words("Offered by the page", "La ofrece la página"),
    "parts": Words("Parts of the document", "Partes del documento"),
    "accessed": Words("Read by the source on", "La fuente la consultó el"),
    "person": Words("What a person said", "Lo que declaró una persona"),
}
VALUES: dict[str, Mapping[str, Words]] = {
    "verdict": LABELS,
    "cause": CAUSES,
    "certainty": LABELS,
    "next_step": {str(step): words for step, words in STEPS.items()},
}
"""Column -> its codes in words."""
