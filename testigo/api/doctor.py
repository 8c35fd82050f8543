"""What is wrong with a set-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evidence.errors import ExitCode
    from schedules.health import Sign
    from testigo.api.folder import Folder


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at, and for what is not good what to do."""

    signs: tuple[Sign, ...]

    @property
    def exit_code(self) -> ExitCode:
        """2 when something needs doing, 3 when only the network is down, else 0."""
        from schedules.doctor import exit_code

        return exit_code(self.signs)

    def json(self) -> list[dict[str, Any]]:
        """One JSON object a sign, as ``doctor --format json`` prints them."""
        return [
            {"what": sign.what, "good": sign.good, "says": sign.says, "wants": sign.wants}
            for sign in self.signs
        ]


def doctor(folder: Folder) -> Diagnosis:
    """Look at Python, the clock, the folder and its permissions, the disk, the database, the
    configuration, the network, notices, the last and the next run, and the nightly service. What is
    wrong is told, not raised. The neutral hosts are asked whether the network is up.

    >>> signs = testigo.doctor(folder).signs
    >>> [sign.says for sign in signs if sign.what == "database"]
    ['sound; testigo verify hashes everything again']
    """
    from schedules.doctor import signs

    return Diagnosis(tuple(signs(folder.place, folder.config)))
