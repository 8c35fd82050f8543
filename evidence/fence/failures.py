"""Why what ran behind the fence gave no answer."""

from __future__ import annotations


class FenceFailure(Exception):
    """No answer came from behind the fence; ``str(failure)`` says why in one line."""


class TooLong(FenceFailure):
    """The time of the task was over; its process was ended."""


class TooMuchMemory(FenceFailure):
    """The task asked for more memory than a worker may have."""


class Crashed(FenceFailure):
    """The parser broke: its process died, it raised what nobody foresaw, or its answer is not of
    the type that the task promises."""


class Refused(FenceFailure):
    """The task itself says that it can't be done, in its own words. Tasks raise it, and it is
    raised again, with the same words, in the process that asked."""
