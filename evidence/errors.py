"""Every error that a person may see, in one tree.

    TestigoError                exit 2
     ├ ConfigError              exit 2   the configuration file says something we can't follow
     ├ UsageError               exit 2   the command line asks for something that is not there
     ├ SourceError              exit 2   a report or board that can't be read
     ├ DocumentGone             exit 1   there is nothing to compare: the document is gone
     ├ FolderError              exit 2   the evidence folder can't be made, found or written
     │  └ FolderBusy            exit 75  another run holds it
     ├ StoreError               exit 2   the database can't be used
     │  ├ StoreDamaged          exit 2
     │  └ StoreNewer            exit 2   written by a newer Testigo
     ├ RolledBack               exit 1   a witness saw a later or another history of this folder
     ├ RecordError              exit 2   bytes that should be a WARC record and are not
     ├ Offline                  exit 3   our own network is down: no verdict on anyone
     │  └ ClockWrong            exit 3   our own clock is wrong by hours: no look counts
     └ Interrupted              exit 3   somebody stopped the walk; what was finished is kept

Each says in one line what is wrong and what to do about it, in each language of its reader;
``str(error)`` is that line in English, for logs and machines.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

from evidence.bilingual import Told, Words, said
from evidence.days import utc

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evidence.bilingual import Language

_OF = Words("{what}: {problem}", "{what}: {problem}")


class ExitCode(IntEnum):
    """What the command line ends with; 75 is EX_TEMPFAIL of sysexits.h."""

    SOUND = 0
    BROKEN = 1
    USAGE = 2
    UNCHECKED = 3
    BUSY = 75

    @classmethod
    def worst(cls, codes: Iterable[ExitCode]) -> ExitCode:
        """What several answers come to: broken before could not be checked before sound."""
        found = set(codes)
        return next((c for c in (cls.BROKEN, cls.UNCHECKED) if c in found), cls.SOUND)


class TestigoError(Told, Exception):
    """Base of all errors shown to people: one line, of ``words`` with their facts."""

    __test__ = False  # the name starts with "Test": keep pytest from collecting it
    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, words: Told | str, /, **facts: object) -> None:
        self.told = said(words, facts)
        super().__init__(self.told.text("en"))

    def text(self, language: Language) -> str:
        """The line in one language."""
        return self.told.text(language)

    def __reduce__(self) -> tuple[object, ...]:
        """As what it is, whatever it was made of: it may come from another process."""
        return _made_again, (type(self), self.args, self.__dict__)


def _made_again(
    of: type[TestigoError], args: tuple[object, ...], known: dict[str, object]
) -> TestigoError:
    made = of.__new__(of, *args)
    made.__dict__.update(known)
    return made


class _OfSomething(TestigoError):
    """An error of one thing: ``problem`` says what is wrong with it."""

    def __init__(self, what: object, words: Told | str, /, **facts: object) -> None:
        self.wrong = said(words, facts)
        super().__init__(_OF, what=what, problem=self.wrong)

    @property
    def problem(self) -> str:
        """What is wrong, without what it is wrong with, in English."""
        return self.wrong.text("en")


class ConfigError(_OfSomething):
    """The configuration at ``path`` can't be followed: ``problem`` says why."""

    def __init__(self, path: Path, words: Told | str, /, **facts: object) -> None:
        super().__init__(path, words, **facts)
        self.path = path


class UsageError(TestigoError):
    """What was asked for is not there."""


class SourceError(_OfSomething):
    """The source at ``location`` can't be read: ``problem`` says why."""

    def __init__(self, location: str, words: Told | str, /, **facts: object) -> None:
        super().__init__(location, words, **facts)
        self.location = location


class SourceUnseen(SourceError):
    """A source could not be had, and that says nothing of it: an archive that has no copy or does not answer."""

    exit_code = ExitCode.UNCHECKED


class DocumentGone(TestigoError):
    """The document at ``url`` is gone since ``since``, and one copy alone is kept: of ``captured_at``."""

    exit_code = ExitCode.BROKEN

    def __init__(self, url: str, since: str, captured_at: str) -> None:
        super().__init__(
            Words(
                "{url}: gone since {since}, so there is nothing to compare its copy of {at} with",
                "{url}: desapareció el {since}, así que no hay con qué comparar su copia del {at}",
            ),
            url=url,
            since=since[:10],
            at=utc(captured_at, seconds=True),
        )
        self.url = url
        self.since = since
        self.captured_at = captured_at


class FolderError(_OfSomething):
    """The evidence folder at ``path`` can't be used: ``problem`` says why."""

    def __init__(self, path: Path, words: Told | str, /, **facts: object) -> None:
        super().__init__(path, words, **facts)
        self.path = path


class FolderBusy(FolderError):
    """Another run holds the folder, or another service runs its nights."""

    exit_code = ExitCode.BUSY


class StoreError(_OfSomething):
    """The database at ``path`` can't be used."""

    def __init__(self, path: Path, words: Told | str, /, **facts: object) -> None:
        super().__init__(path, words, **facts)
        self.path = path


class StoreDamaged(StoreError):
    """The database file is damaged; the WARC files beside it are untouched."""


class StoreNewer(StoreError):
    """The database was written by a newer Testigo."""


class RolledBack(TestigoError):
    """A witness shows a checkpoint of this folder's log, by the folder's own key, that what is here does
    not lead to: an older copy was put back, or the history was written anew."""

    exit_code = ExitCode.BROKEN

    def __init__(self, witness: str, size: int) -> None:
        super().__init__(
            Words(
                "rolled back or forked: witness {witness} saw size {size}. Put the newer one back; or, to go on "
                "from this one, which its log will say: testigo restored --note WHY",
                "la carpeta volvió a una copia anterior o su historia se bifurcó: el testigo "
                "{witness} vio {size} asientos. Restituya la más reciente; o, si va a seguir "
                "desde esta (quedará constancia en la bitácora): testigo restored --note "
                "MOTIVO",
            ),
            witness=witness,
            size=size,
        )
        self.witness = witness
        self.size = size


class RecordError(_OfSomething):
    """No sound WARC record at ``offset`` of ``file``."""

    def __init__(self, file: str, offset: int, words: Told | str, /, **facts: object) -> None:
        at = Words("{file} at {offset}", "{file}, byte {offset}").of(file=file, offset=offset)
        super().__init__(at, words, **facts)
        self.file = file
        self.offset = offset


class Offline(TestigoError):
    """Nothing at all could be reached: the fault is most likely ours."""

    exit_code = ExitCode.UNCHECKED


class ClockWrong(Offline):
    """The clock of this machine is wrong by hours: looks would count as days apart that are not."""


INTERRUPTED = Words(
    "interrupted; run again to go on", "interrumpido; ejecútelo de nuevo para seguir"
)


class Interrupted(TestigoError):
    """The walk was stopped by SIGINT or SIGTERM; what was finished is kept, and the next one goes on
    where it stood."""

    exit_code = ExitCode.UNCHECKED
