"""How much is looked for between two versions: a text may be made to cost time.

What is looked for grows with one text times another: a sentence in a whole version, each sentence of
one side beside each of the other. Counted as it is done, so that the same texts have the same answer on
any machine.
"""

from __future__ import annotations

LETTERS = 20_000_000_000
"""Letters that are searched between two versions, 8 s: some ten thousand sentences of which each changed. A plan
of 200 pages of which every seventh commitment changed takes an eighth."""
A_PAIR = 10_000
"""Letters that are searched in the time in which two sentences are compared, 4 µs."""
A_PASSAGE = 1_500_000
"""Letters that are searched in the time in which it is found in what respects a sentence says less, 0.5 ms."""
A_WORD = 400
"""Letters that are searched in the time in which a word of one unit is looked for in another, 0.15 µs."""
WORDS_AT_ONCE = 16
"""Letters of one text times those of the other that are compared in the time of one that is searched."""


class TooMuch(Exception):
    """More differs between two versions than is looked at."""


class Room:
    """What may yet be looked for between two versions."""

    def __init__(self, letters: int = LETTERS) -> None:
        self.left = letters

    def take(self, letters: int) -> None:
        """Raises TooMuch where ``letters`` more are too many."""
        self.left -= letters
        if self.left < 0:
            raise TooMuch
