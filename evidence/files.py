"""Files of ours that are whole or not there: written aside, synced, renamed, their folder synced.

Everything goes this way but the WARC file that a run is writing, which only grows and whose torn end
:mod:`evidence.custody.warc.recovery` cuts off, and the database, which has its own log. So a crash, a
power cut or a full disk leaves the old file, and at most a new one beside it that nobody reads.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from evidence.bilingual import Words
from evidence.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedReader
    from pathlib import Path

    from evidence.bilingual import Said

OURS = 0o600
"""The mode of files in an evidence folder and beside a key: they are for who keeps them."""
HANDED_OVER = 0o666
"""The mode of files that somebody asked for, where they asked for them; the umask cuts it, as it cuts
the mode of what any program writes there."""
_SPANISH = {
    errno.ENOENT: "no existe el archivo o la carpeta",
    errno.EACCES: "permiso denegado",
    errno.EPERM: "operación no permitida",
    errno.EEXIST: "ya existe",
    errno.ENOTDIR: "no es una carpeta",
    errno.EISDIR: "es una carpeta",
    errno.ENOTEMPTY: "la carpeta no está vacía",
    errno.EROFS: "el sistema de archivos es de solo lectura",
    errno.ENOSPC: "no queda espacio en el disco",
    errno.EDQUOT: "se agotó la cuota de disco",
    errno.EFBIG: "el archivo es demasiado grande",
    errno.EIO: "error de entrada o salida",
    errno.ENAMETOOLONG: "el nombre del archivo es demasiado largo",
    errno.ELOOP: "hay demasiados enlaces simbólicos",
    errno.EMFILE: "hay demasiados archivos abiertos",
    errno.ENOMEM: "no alcanza la memoria",
    errno.ETXTBSY: "el archivo está en uso",
    errno.EBUSY: "está en uso",
    errno.EADDRINUSE: "esa dirección ya está en uso",
    errno.EADDRNOTAVAIL: "este equipo no tiene esa dirección",
    errno.ECONNREFUSED: "se rechazó la conexión",
}
"""What the system says in English, at its commonest."""
_TO_DO = {
    errno.ENOSPC: Words(
        "{why}: make room, in bytes and in files (df, df -i), and run again",
        "{why}: libere espacio, en bytes y en archivos (df, df -i), y vuelva a intentarlo",
    ),
    errno.EDQUOT: Words(
        "{why}: make room within the quota and run again",
        "{why}: libere espacio dentro de la cuota y vuelva a intentarlo",
    ),
    errno.EFBIG: Words(
        "{why}: raise the limit on the size of files (ulimit -f) and run again",
        "{why}: aumente el límite al tamaño de los archivos (ulimit -f) y vuelva a intentarlo",
    ),
    errno.EIO: Words(
        "{why}: the disk fails: copy the folder to another one",
        "{why}: el disco está fallando: copie la carpeta a otro",
    ),
}
"""What to do about an error of the system, where there is something to do."""


def reason(error: OSError) -> Said:
    """Why the system refused, in its words, and what to do about it."""
    text = error.strerror or str(error) or type(error).__name__
    why = Words(text, _SPANISH.get(error.errno or 0, text))
    return _TO_DO.get(error.errno or 0, _WHY).of(why=why)


_WHY = Words("{why}", "{why}")


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """What the system refuses inside is a StoreError of ``path`` that gives the reason."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            path,
            Words("can't be written ({why})", "no se puede escribir ({why})"),
            why=reason(error),
        ) from error


@contextmanager
def written_whole(path: Path, *, mode: int = OURS) -> Iterator[Path]:
    """A new file beside ``path``, empty, to be filled inside: then it takes the place of ``path``.

    When anything is raised inside, ``path`` is as it was. Its folder is made. ``mode`` is
    :data:`OURS` or :data:`HANDED_OVER`. Raises StoreError with the disk's reason.
    """
    with refusing(path):
        if not path.name or path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        new = beside(path)
        try:
            make_folder(path.parent, mode)
            new.unlink(missing_ok=True)  # what a crash left may have another owner or mode
            os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, mode))
            yield new
            sync(new)
            new.replace(path)
            sync(path.parent)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)


@contextmanager
def folder_made_whole(path: Path) -> Iterator[Path]:
    """A new folder beside ``path``, empty, to be filled inside: then it becomes ``path``, which must
    not be there.

    When anything is raised inside, nothing is left. Its parents are made. Raises StoreError with the
    disk's reason.
    """
    new = beside(path)
    with refusing(path):
        try:
            shutil.rmtree(new, ignore_errors=True)  # what a crash left
            new.mkdir(parents=True)
            yield new
            for made in (*new.rglob("*"), new):
                sync(made)
            new.rename(path)
            sync(path.parent)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def write_whole(path: Path, content: str | bytes | Iterable[bytes], *, mode: int = OURS) -> None:
    """Write a whole file or nothing: a text, its bytes, or its bytes piece by piece.

    Raises StoreError as :func:`written_whole` does.
    """
    content = content.encode("utf-8") if isinstance(content, str) else content
    pieces = [content] if isinstance(content, bytes) else content
    with written_whole(path, mode=mode) as new, new.open("wb") as file:
        file.writelines(pieces)


def open_plain(path: Path) -> BufferedReader:
    """Open a file to be read. Raises OSError also where ``path`` is no plain file: who opens a pipe waits for
    somebody to write, and a device has no end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError as error:  # a name that no system takes
        raise OSError(errno.EINVAL, str(error), str(path)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "Not a plain file", str(path))
    return os.fdopen(descriptor, "rb")


def read_plain(path: Path) -> bytes:
    """All of a file; raises OSError as :func:`open_plain` does."""
    with open_plain(path) as file:
        return file.read()


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hex; raises OSError as :func:`open_plain` does."""
    with open_plain(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_place_of_a_file(path: Path) -> str:
    """What lies where a file should be: ``directory``, ``pipe``, ``socket``, ``device`` or ``broken link``;
    empty for a plain file, also at the end of a link, and where nothing lies."""
    try:
        mode = path.stat().st_mode
    except ValueError:  # a name that no system takes
        return ""
    except OSError:
        return "broken link" if os.path.islink(path) else ""  # noqa: PTH114 - Path raises for names that are too long
    return next((what for what, holds in _OTHERS.items() if holds(mode)), "")


def is_file(path: Path) -> bool:
    """Whether a plain file lies there, also at the end of a link; False for a name that no system takes."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


_OTHERS: dict[str, Callable[[int], bool]] = {
    "directory": stat.S_ISDIR,
    "pipe": stat.S_ISFIFO,
    "socket": stat.S_ISSOCK,
    "device": lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode),
}


def make_folder(path: Path, mode: int = OURS) -> None:
    """Make a folder for files of ``mode``, and those above it; one that is there stays as it is. Raises
    OSError."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700 if mode == OURS else 0o777)


def beside(path: Path) -> Path:
    """Where the new content of ``path`` is written before it takes its place."""
    return path.with_name(f".{path.name}.new")


def is_left(path: Path) -> bool:
    """Whether this is such a new file, by its name: what a crash left of one, where nobody writes
    now. Versions up to 0.1 named some without the point."""
    return path.suffix == ".new" or path.name.endswith(".merged")


def sweep(folder: Path) -> list[Path]:
    """Take away what a crash left of new files in ``folder``; returns what there was. Only where
    nobody else writes."""
    left = [path for path in sorted(folder.glob("*")) if is_left(path)]
    for path in left:
        with refusing(path):
            path.unlink(missing_ok=True)
    return left


def is_unfinished(path: Path, content: bytes) -> bool:
    """Whether a file that should hold ``content`` is not there, or is the beginning of it: what a full
    disk or a crash leaves, also with the zeros that some file systems put behind what they lost.

    Whoever altered it on purpose would not leave less of the same.
    """
    try:
        found = read_plain(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return found != content and content.startswith(found.rstrip(b"\0"))


def sync(path: Path) -> None:
    """Make sure that a file's bytes, or a folder's names, are on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
