"""A report made on the spot and handed over as a file: nothing of it is run where it is made."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.background import BackgroundTask
from starlette.responses import FileResponse

import testigo
from evidence import clock
from evidence.reports import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Language


def made_now(
    folder: testigo.Folder,
    form: str,
    *,
    source: str | None,
    tags: Sequence[str],
    everything: bool,
    language: Language,
) -> FileResponse:
    """The report as a download. It is whole before its first byte goes out, so what fails is told as an
    error. Raises what :func:`testigo.report` raises."""
    pieces = testigo.report_pieces(
        folder, form, source=source, tags=tags, everything=everything, language=language
    )
    handle, name = tempfile.mkstemp(prefix="testigo-report-")
    whole = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
    except BaseException:
        whole.unlink()
        raise
    day = clock.stamp(clock.now())[:10]
    return FileResponse(
        whole,
        media_type="application/octet-stream",
        filename=f"testigo-{day}.{FORMS[form].suffix}",
        headers={"Cache-Control": "no-store"},
        background=BackgroundTask(whole.unlink),
    )
