"""The broken-evidence report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import UsageError
from testigo.api.events import Progress, silent
from testigo.api.folder import ignored, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from evidence.bilingual import Language
    from evidence.reports.write import Written
    from testigo.api.events import Listener
    from testigo.api.folder import Folder


def report(
    folder: Folder,
    form: str = "html",
    out: Path | str | None = None,
    *,
    source: str | None = None,
    tags: Sequence[str] = (),
    everything: bool = False,
    language: Language = "en",
    listener: Listener = silent,
) -> Written:
    """Write what is broken, since when, and how we know; asks nobody.

    ``form`` is ``html``, ``csv``, ``json``, ``xlsx``, ``markdown``, ``junit``, ``sarif``,
    ``references``, ``robustlinks``, ``pdf``, ``summary``, ``atom`` or ``datasette``; ``html`` and
    ``summary`` are printed where ``out`` ends in ``.pdf``. It goes to ``out``, or into the
    folder's ``reports/``. ``source`` is the id of the only source to report on, ``tags`` are words of which those
    to report on bear one, and the report says so; with ``everything`` what stands is listed, too. The listener
    hears progress (steps ``citations`` and ``redline``).

    Raises UsageError for a form, a source or a tag that is not there, FolderError without evidence,
    StoreError when it can't be written; ``out`` is then as it was.

    >>> written = testigo.report(folder, "markdown", "report.md", language="es")
    >>> written.path.name, len(written.sha256)
    ('report.md', 64)
    """
    from evidence.reports import write

    with opened(folder) as store:
        _require(form)
        return write.write(
            folder.place,
            store,
            form,
            Path(out) if out is not None else None,
            source=source,
            tags=tags,
            everything=everything,
            language=language,
            progress=_steps(listener),
            ignore=ignored(folder),
        )


def report_pieces(
    folder: Folder,
    form: str = "html",
    *,
    source: str | None = None,
    tags: Sequence[str] = (),
    everything: bool = False,
    language: Language = "en",
    listener: Listener = silent,
) -> Iterator[bytes]:
    """The same report piece by piece, for a stream: nothing is written, and the custody log does not
    remember it.

    Take all pieces in one thread. Errors are those of :func:`report`; they are raised when the first
    piece is asked for.

    >>> b"https://agua.example/informe/2019" in b"".join(testigo.report_pieces(folder, "csv"))
    True
    """
    from evidence.reports import FORMS
    from evidence.reports.building import build

    with opened(folder) as store:
        _require(form)
        built = build(
            store,
            source=source,
            tags=tags,
            everything=everything,
            language=language,
            folder=folder.path,
            progress=_steps(listener),
            ignore=ignored(folder),
            counted=FORMS[form].counts,
        )
        yield from FORMS[form](built)


def _require(form: str) -> None:
    from evidence.reports import FORMS

    if form not in FORMS:
        raise UsageError(
            Words(
                "no report has the form '{form}'; there are {known}",
                "ningún informe tiene la forma '{form}'; las que hay son {known}",
            ),
            form=form,
            known=", ".join(FORMS),
        )


def _steps(listener: Listener) -> Callable[[str, int, int], None] | None:
    if listener is silent:
        return None
    return lambda step, done, of: listener(Progress(step, done, of))
