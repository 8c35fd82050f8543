"""Where shards lie while they are walked: in a folder, which every worker sees under the same path, or behind an
address that fsspec knows (``s3://…``), from which they are fetched and to which they go back.

Beside the shards lies the word of who leads the night: ``alive``, written anew every few seconds, and ``stop``.
A worker that does not hear the first any more or finds it gone, or finds the second, ends its walk.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.bilingual import Words
from evidence.errors import FolderBusy, FolderError, StoreError, UsageError
from evidence.files import folder_made_whole, make_folder, write_whole
from evidence.folder import DATABASE, EvidenceFolder
from evidence.store import Store
from evidence.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

STOP, ALIVE = "stop", "alive"
TOLD = ".told"
"""Ending of the word that says how far a shard has come: how many looks ended in which verdict, as JSON."""
SHARDS = "shards"
"""Where in the folder shards lie while they are out."""
AWAY = ".away"
"""Ending of the file that says where a shard lies that is not in the folder."""
_UNSURE = "\nperhaps"
"""What such a file says behind the place of a shard that may not lie there, and then is none of which a look would be
lost: it is being put there, or was taken in."""
DAMAGED = ".damaged"
"""Ending of a shard that can't be taken in: it is kept, and tried no more."""
BEAT = 5.0
"""Seconds between two signs of life."""
_SILENCE = 12 * BEAT
"""Seconds without one after which whoever leads the night is taken for gone."""
_ASK = 1.0
"""Seconds between two questions to a place that is not a folder."""


_LEADS_OUT = Words(
    "can't be made of what lies there: {name} leads out of it",
    "no se puede crear con lo que hay ahí: {name} lleva fuera de ella",
)
_NOT_OURS = Words("belongs to somebody else", "es de otro usuario")


def shards(folder: EvidenceFolder) -> list[Path]:
    """The shards that lie in a folder, whether they are walked, left or damaged; those that are only being made
    or fetched are none yet."""
    found = sorted((folder.path / SHARDS).glob("*-*-*"))
    return [path for path in found if path.is_dir() and path.suffix in ("", DAMAGED)]


def are_left(folder: EvidenceFolder) -> bool:
    """Whether shards of an earlier night may still be there: most have none."""
    return (folder.path / SHARDS).is_dir()


class Place:
    """A shard's place, while it is at hand under :attr:`path`."""

    def __init__(self, path: Path, around: Around, name: str) -> None:
        self.path = path
        self._around = around
        self._name = name
        self._asked = time.monotonic()
        self._said = 0.0
        self._heard = b"", self._asked

    def is_to_stop(self) -> bool:
        """Whether the walk is to end."""
        now = time.monotonic()
        if self._around.is_far and now - self._asked < _ASK:
            return False
        self._asked = now
        try:
            word = self._around.read(ALIVE)
            if word is None or self._around.read(STOP) is not None:
                return True  # whoever led the night has ended it, or is to
        except OSError:  # it can't be asked now; silence is counted from the last word
            word = self._heard[0]
        if word != self._heard[0]:
            self._heard = word, now
        return now - self._heard[1] > _SILENCE

    def say(self, counts: dict[str, int]) -> None:
        """Tell whoever leads the night how far the walk has come; not so often where that costs a message."""
        now = time.monotonic()
        if self._around.is_far and now - self._said < BEAT:
            return
        self._said = now
        with suppress(OSError):  # it is only for who looks on
            self._around.write(f"{self._name}{TOLD}", json.dumps(counts).encode())


def note_where(note: Path, place: str, *, is_there: bool) -> None:
    """Write down in the evidence folder where a shard lies; or where it will lie, or did. Raises OSError."""
    make_folder(note.parent)
    write_whole(note, f"{place}{'' if is_there else _UNSURE}".encode())


def must_be_there(note: Path) -> bool:
    """Whether a shard must lie where it was put, by what :func:`note_where` has written. Raises OSError."""
    return not note.read_bytes().endswith(_UNSURE.encode())


class Around:
    """Where shards lie: one of them by its name, and the words beside them."""

    def __init__(self, root: str) -> None:
        """``root`` is a folder or an address. Raises UsageError as :func:`file_system` does."""
        self.is_far = is_address(root)
        self.root = root.rstrip("/") if self.is_far else str(Path(root).absolute())
        self._files: Any = None
        self._path = self.root
        if self.is_far:
            self._files, self._path = file_system(self.root)

    def of(self, name: str) -> str:
        """The place of a shard."""
        return f"{self.root}/{name}"

    def read(self, word: str) -> bytes | None:
        """A word that lies here; None where it does not. Raises OSError."""
        try:
            if self._files is None:
                return Path(self._path, word).read_bytes()
            found: bytes = self._files.cat_file(f"{self._path}/{word}")
        except FileNotFoundError:
            return None
        return found

    def write(self, word: str, said: bytes) -> None:
        """Put a word here. Raises OSError."""
        if self._files is None:
            make_folder(Path(self._path))
            write_whole(Path(self._path, word), said)
        else:
            self._files.pipe_file(f"{self._path}/{word}", said)

    def told(self, name: str) -> dict[Verdict, int]:
        """How many looks of a shard ended in which verdict, by the last word of whoever walks it."""
        try:
            said = json.loads(self.read(f"{name}{TOLD}") or b"{}")
            return {Verdict(one): int(count) for one, count in said.items()}
        except (OSError, ValueError, TypeError, AttributeError):  # it is only for who looks on
            return {}

    def remove(self, name: str) -> None:
        """Take a shard or a word away, if it is here."""
        if self._files is None:
            path = Path(self._path, name)
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            return
        with suppress(FileNotFoundError):
            self._files.rm(f"{self._path}/{name}", recursive=True)

    def fetch(self, name: str, path: Path) -> None:
        """Bring a shard from afar to ``path``, whole or not at all. Raises OSError, and FolderError where a
        name there leads out of it: who can write to a bucket names its files as he likes."""
        assert self._files is not None
        address = f"{self._path}/{name}"
        self._files.invalidate_cache()
        found = self._files.find(address)
        if not found:
            raise FileNotFoundError(address)
        shutil.rmtree(path, ignore_errors=True)
        with folder_made_whole(path) as new:
            for one in found:
                target = Path(os.path.normpath(new / one.removeprefix(f"{address}/")))
                if not target.is_relative_to(new):
                    raise FolderError(path, _LEADS_OUT, name=one)
                make_folder(target.parent)
                self._files.get_file(one, str(target))

    def send(self, name: str, path: Path) -> None:
        """Put the shard at ``path`` here as it is, the database last, which names all else; what an earlier
        walk put here and is there no more goes before that: SQLite would read the log of an older database
        (``-wal``) into a newer one. Raises OSError."""
        assert self._files is not None
        _fold(path / DATABASE)
        address = f"{self._path}/{name}"
        names = {one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file()}
        self._files.invalidate_cache()
        before = {one.removeprefix(f"{address}/") for one in self._files.find(address)}
        for one in sorted(names - {DATABASE}):
            self._files.put_file(str(path / one), f"{address}/{one}")
        if before - names:
            self._files.rm([f"{address}/{one}" for one in sorted(before - names)])
        self._files.put_file(str(path / DATABASE), f"{address}/{DATABASE}")

    def state(self, name: str) -> str:
        """What tells a shard that lies here from what it was before and will be. Raises OSError."""
        assert self._files is not None
        self._files.invalidate_cache()
        return str(self._files.ukey(f"{self._path}/{name}/{DATABASE}"))


def _fold(database: Path) -> None:
    """Have what a killed walk left beside its database written into it."""
    if database.exists():
        with suppress(StoreError):  # one that is damaged goes as it is, and is kept apart
            Store(database).close()  # SQLite does so where it was open last


@contextmanager
def at_hand(place: str) -> Iterator[Place]:
    """A shard at ``place``, in a folder of this machine; what became of it there goes back in the end, unless
    somebody else walks it.

    A worker that was killed leaves the folder, and the next one on the same machine goes on with it, unless
    another machine has walked the shard meanwhile.
    """
    root, _, name = place.rpartition("/")
    around = Around(root)
    if not around.is_far:
        _require(Path(place))
        yield Place(Path(place), around, name)
        return
    path = _folder_for(place)
    state = around.state(name)
    if not _goes_on_from(path, state):
        around.fetch(name, path)
        write_whole(_state_of(path), state.encode())
    try:
        yield Place(path, around, name)
    except FolderBusy:
        raise
    except BaseException:
        around.send(name, path)
        write_whole(_state_of(path), around.state(name).encode())
        raise
    around.send(name, path)
    _remove(path)


def send_left(place: str) -> None:
    """Send a shard back that a killed worker of this machine has left, unless another machine has walked it
    meanwhile, and remove what was left. Raises FolderBusy while somebody walks it still, and OSError."""
    path = _folder_for(place)
    if (path / DATABASE).exists():
        root, _, name = place.rpartition("/")
        around = Around(root)
        with EvidenceFolder(path).hold():
            if _goes_on_from(path, around.state(name)):
                around.send(name, path)
    _remove(path)


def _state_of(path: Path) -> Path:
    """The file that says from which state of a shard the folder at ``path`` goes on."""
    return path.with_name(f"{path.name}.state")


def _goes_on_from(path: Path, state: str) -> bool:
    kept = _state_of(path)
    return (path / DATABASE).exists() and kept.exists() and kept.read_text() == state


def _remove(path: Path) -> None:
    shutil.rmtree(path, ignore_errors=True)
    _state_of(path).unlink(missing_ok=True)


def _require(path: Path) -> None:
    if not (path / DATABASE).is_file():
        raise FolderError(
            path,
            Words(
                "is not to be seen from this worker; name a place that all machines see with --shards",
                "no se ve desde este proceso trabajador; indique con --shards un lugar que "
                "vean todos los equipos",
            ),
        )


def is_address(place: str) -> bool:
    """Whether a place is behind fsspec, and not a folder."""
    return "://" in place


def file_system(place: str) -> tuple[Any, str]:
    """The file system of fsspec for an address, and the path in it; raises UsageError where fsspec or what it
    needs for that kind of address is not installed."""
    try:
        import fsspec  # noqa: PLC0415 - an extra

        files, path = fsspec.core.url_to_fs(place)
        if hasattr(files, "auto_mkdir"):  # of a folder of this machine; stores have none
            files.auto_mkdir = True
    except (ImportError, ValueError) as error:
        raise UsageError(
            Words(
                "{place} can't be used: {why}; it needs pip install 'testigo[scale]'",
                "no se puede usar {place}: {why}; hace falta pip install 'testigo[scale]'",
            ),
            place=place,
            why=error,
        ) from error
    return files, str(path)


def _folder_for(place: str) -> Path:
    """Where on this machine a shard from elsewhere lies: for the same shard the same. Raises FolderError where
    somebody else of this machine was there first, who could read and write what is put there."""
    name = hashlib.sha256(place.encode()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir(), f"testigo-shards-{os.getuid()}")
    make_folder(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise FolderError(folder, _NOT_OURS)
    return folder / name
