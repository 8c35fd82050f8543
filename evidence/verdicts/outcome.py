"""What a verdict comes to for who asked: the exit code of the command line."""

from __future__ import annotations

from evidence.errors import ExitCode
from evidence.vocabulary import Certainty, Verdict


def outcome(verdict: Verdict, certainty: Certainty | None = None, *, strict: bool) -> ExitCode:
    """The exit code for one URL; :meth:`evidence.errors.ExitCode.worst` joins those of several.

    What is broken counts when it is more than suspected; with ``strict`` a suspicion counts, too.
    """
    if verdict.is_broken:
        told = strict or certainty is not Certainty.SUSPECTED
        return ExitCode.BROKEN if told else ExitCode.SOUND
    return ExitCode.UNCHECKED if verdict.is_unseen else ExitCode.SOUND
