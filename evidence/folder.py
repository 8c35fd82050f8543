"""The evidence folder: where it is, what lies in it, and who holds it.

The lock lives here and not with the schedules, because a plain ``scrapy crawl`` must take it too.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import threading
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import FolderBusy, FolderError
from evidence.files import OURS, in_place_of_a_file, make_folder, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evidence.bilingual import Said

CONFIG = "testigo.toml"
DATABASE = "evidence.db"
DEFAULT = "testigo-evidence"
_HELD_BY = Words(
    "another run holds this folder ({holder}); try again when it ends",
    "otra revisión está usando esta carpeta ({holder}); inténtelo de nuevo cuando termine",
)
_SERVED_BY = Words(
    "another service already runs the nights of this folder ({holder})",
    "otro servicio se encarga ya de las noches de esta carpeta ({holder})",
)
_INSTEAD = {
    words.en: words
    for words in (
        Words("directory", "una carpeta"),
        Words("pipe", "una tubería"),
        Words("socket", "un socket"),
        Words("device", "un dispositivo"),
        Words("broken link", "un enlace roto"),
    )
}
"""What may lie where a file should be."""
_PROCESS = Words("process {number}", "proceso {number}")
_UNKNOWN = Words("unknown process", "proceso desconocido")
_HELD: dict[Path, int] = {}
"""Folders that this process holds for a run, each with the thread that does."""


def is_inside(name: object, room: str | None = None) -> bool:
    """Whether what a row or an entry of the log says is a file's name leads to a place in the folder, and not
    out of it; with a ``room`` (``warc``, ``seals``), to a file that lies right in that.

    A folder may come from somebody else: nothing is read, written or taken away by a name that was not asked.
    Links that somebody set are told elsewhere (:mod:`evidence.custody.continuity.elsewhere`).
    """
    if not isinstance(name, str) or "\0" in name:
        return False
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return False
    return room is None or (len(parts) == 2 and parts[0] == room)


class EvidenceFolder:
    """The paths of one evidence folder."""

    def __init__(self, path: Path) -> None:
        # what goes up is resolved, for people read it; else a link keeps the name that they know
        self.path = path.resolve() if ".." in path.parts else path.absolute()
        self.config = self.path / CONFIG
        self.database = self.path / DATABASE
        self.warc = self.path / "warc"
        self.index = self.warc / "index.cdxj"
        self.seals = self.path / "seals"
        self.key = self.path / "key.pem"
        self.reports = self.path / "reports"
        self.logs = self.path / "logs"
        self._run_lock = self.path / "run.lock"
        self._service_lock = self.path / "service.lock"
        self._beside_lock = self.path / "beside.lock"

    @classmethod
    def find(cls, given: Path | None, start: Path | None = None) -> EvidenceFolder:
        """``given``, else the nearest folder above ``start`` with a testigo.toml, else the
        default."""
        if given is not None:
            return cls(given)
        here = (start or Path.cwd()).absolute()
        for place in (here, *here.parents):
            if (place / CONFIG).is_file():
                return cls(place)
        return cls(here / DEFAULT)

    @property
    def exists(self) -> bool:
        """Whether there is evidence in it."""
        return self.database.is_file()

    @property
    def is_writable(self) -> bool:
        """Whether files can be made in it; not on a read-only medium, or in another user's folder."""
        return os.access(self.path, os.W_OK)

    def create(self) -> None:
        """Make the folder and its rooms, for nobody else to read; raises FolderError when the disk does not
        let us."""
        try:
            for place in (self.path, self.warc, self.reports):
                make_folder(place)
        except OSError as error:
            raise FolderError(
                self.path,
                Words(
                    "can't be made ({why}); choose another with --folder",
                    "no se puede crear ({why}); elija otra con --folder",
                ),
                why=reason(error),
            ) from error
        if not self.is_writable:
            raise FolderError(
                self.path,
                Words(
                    "can't be written; choose another with --folder",
                    "no se puede escribir en ella; elija otra con --folder",
                ),
            )

    def require(self) -> None:
        """Raises FolderError when there is no evidence here."""
        if what := in_place_of_a_file(self.database):
            raise FolderError(
                self.path,
                Words(
                    "evidence.db is not a plain file but a {what}",
                    "evidence.db no es un archivo común, sino {what}",
                ),
                what=_INSTEAD[what],
            )
        if not self.exists:
            raise FolderError(
                self.path,
                Words(
                    "no evidence here; add a report first: testigo add REPORT{elsewhere}",
                    "no hay evidencia aquí; primero agregue un informe: testigo add INFORME{elsewhere}",
                ),
                elsewhere=self._named(),
            )

    def _named(self) -> str:
        """What a command needs to work here, where it would not find this folder of itself."""
        if EvidenceFolder.find(None).path == self.path:
            return ""
        return f" --folder {shlex.quote(str(self.path))}"

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the folder for a run, until the process ends at the latest; raises FolderBusy.

        The thread that holds it may hold it again: a run reads its sources, walks boards and looks
        under one lock. To another thread of the same process the folder is as busy as to another
        process.
        """
        if _HELD.get(self.path) == threading.get_ident():
            yield
            return
        with _locked(self._run_lock, self.path, _HELD_BY):
            _HELD[self.path] = threading.get_ident()
            try:
                yield
            finally:
                del _HELD[self.path]

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Look at single URLs beside the run that holds the folder: others may, too. What was begun is left
        for the holder to seal; while somebody is beside, nobody takes open files for left ones."""
        with _opened(self._beside_lock, self.path) as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_SH)  # a holder that seals what was left is soon done
            yield

    @contextmanager
    def nobody_beside(self) -> Iterator[bool]:
        """Whether nobody looks beside the holder, who asks; then nobody begins to meanwhile."""
        with _opened(self._beside_lock, self.path) as descriptor:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                yield False
            else:
                yield True

    @contextmanager
    def serve(self) -> Iterator[None]:
        """Be the one service that runs this folder's nights; raises FolderBusy."""
        with _locked(self._service_lock, self.path, _SERVED_BY):
            yield

    def runner(self) -> int | None:
        """The process that holds the folder for a run now, 0 when it did not say; None when none
        does."""
        try:
            # a pipe in its place would keep us waiting
            descriptor = os.open(self._run_lock, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return _process(_holder(descriptor))
        else:
            return None
        finally:
            os.close(descriptor)


@contextmanager
def _locked(lock: Path, folder: Path, problem: Words) -> Iterator[None]:
    """``flock`` goes with the process, so a crash leaves no stale lock; a child process inherits
    none, because the descriptor is closed when another program is started.
    """
    with _opened(lock, folder) as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FolderBusy(folder, problem, holder=_told(_holder(descriptor))) from error
        with suppress(OSError):  # the lock holds without; a full disk is told by what needs room
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"process {os.getpid()}\n".encode(), 0)
        yield


@contextmanager
def _opened(lock: Path, folder: Path) -> Iterator[int]:
    """The descriptor of a lock file, which is made where there is none; raises FolderError."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, OURS)
    except OSError as error:
        raise FolderError(
            folder,
            Words("can't be written ({why})", "no se puede escribir en ella ({why})"),
            why=reason(error),
        ) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    return os.pread(descriptor, 100, 0).decode("utf-8", "replace").strip()


def _told(holder: str) -> Words | Said:
    number = _process(holder)
    return _PROCESS.of(number=number) if number else _UNKNOWN


def _process(holder: str) -> int:
    number = holder.removeprefix("process ")
    return int(number) if number.isdigit() else 0
