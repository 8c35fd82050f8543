"""Text gathered out of a mark-up, with the place in the file of each of its characters."""

from __future__ import annotations


class Flow:
    """The text of one block, character by character."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self.starts: list[int] = []
        """where each character begins in the file"""
        self.ends: list[int] = []
        """and where it ends; equal to its start for one that is not written there"""

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def text(self) -> str:
        """What the block says."""
        return "".join(self._pieces)

    def add(self, text: str, start: int, end: int) -> None:
        """Put behind it what the file writes from ``start`` to ``end``, as one whole."""
        self._pieces.append(text)
        self.starts += [start] * len(text)
        self.ends += [end] * len(text)

    def spell(self, text: str, start: int, widths: list[int] | None = None) -> None:
        """Put behind it what stands at ``start`` letter by letter; ``widths`` are their lengths in
        the file, 1 where they are not given."""
        for index, letter in enumerate(text):
            end = start + (widths[index] if widths else 1)
            self._pieces.append(letter)
            self.starts.append(start)
            self.ends.append(end)
            start = end

    @property
    def ends_in_space(self) -> bool:
        """Whether it is empty or ends in a blank."""
        return not self._pieces or self._pieces[-1][-1:].isspace()

    def pieces(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Where the letters from ``begin`` to ``end`` stand in the file, as runs that no mark-up
        cuts."""
        found: list[tuple[int, int]] = []
        for start, stop in zip(self.starts[begin:end], self.ends[begin:end], strict=True):
            if found and found[-1][1] in {start, stop}:  # behind it, or of the same whole
                found[-1] = (found[-1][0], stop)
            else:
                found.append((start, stop))
        return found
