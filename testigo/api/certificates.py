"""The certificate of one capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.folder import opened

if TYPE_CHECKING:
    from testigo.api.folder import Folder


def certificate(folder: Folder, capture_id: str) -> str:
    """The custody record of a capture as one HTML page in English and Spanish: what was received, when,
    how that can be checked. It is the page that packages hold. Asks nobody.

    Raises UsageError when there is no such capture, FolderError without evidence, StoreError.

    >>> page = testigo.certificate(folder, looks[0].capture.id)
    >>> "Constancia de captura" in page
    True
    """
    from evidence.custody.wacz.record import record
    from evidence.custody.wacz.rows import rows_of
    from evidence.reports.certificate import maker
    from evidence.store import captured

    with opened(folder) as store:
        check_id = captured.check_of(store, capture_id)
        try:
            told = record(rows_of(store, capture_id, check_id), capture_id, check_id)
        except KeyError:
            raise UsageError(
                Words(
                    "no capture {id} in {folder}; see testigo history URL",
                    "no existe la captura {id} en {folder}; vea testigo history URL",
                ),
                id=capture_id,
                folder=folder.path,
            ) from None
        return maker(store, folder.path)(told)
