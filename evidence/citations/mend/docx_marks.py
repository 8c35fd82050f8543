"""New runs of WordprocessingML, plain or as tracked changes (ECMA-376 part 1, 17.13.5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evidence.citations.mend.xml import escaped, prefix_of

if TYPE_CHECKING:
    from evidence.citations.mend.docx_text import Paragraph, Run
    from evidence.citations.mend.edits import Edits
    from evidence.citations.mend.model import Style

_LINK_LOOK = re.compile(r"<(?:\w+:)?(?:rStyle|color|u)\s[^<>]*/>")
"""What makes letters look like a link: the words behind it are none."""


class Marks:
    """Writes into one part. ``last`` counts the numbers of the document's tracked changes on."""

    def __init__(self, data: bytes, edits: Edits, style: Style, last: list[int]) -> None:
        self._data, self._edits, self._style, self._last = data, edits, style, last

    def words_in(self, run: Run, at: int, words: str) -> None:
        """Put words at a place in the text of a run, set as it is."""
        if not self._style.tracked:
            self._edits.insert(at, escaped(words))
            return
        end = next(end for start, end in run.texts if start <= at <= end)
        new = self._apart(run, self._change("ins", run, self._run(run, self.look(run), words)))
        if at == end and run.inner_end == self._data.find(b">", end) + 1:
            self._edits.insert(run.end, new)
        else:
            w = prefix_of(self._data, run.start)
            again = f'<{w}r>{self.look(run)}<{w}t xml:space="preserve">'
            self._edits.insert(at, f"</{w}t></{w}r>{new}{again}")

    def words_behind(self, run: Run, at: int, words: str, target: str = "") -> None:
        """Put words behind a link, at ``at``; ``run`` is its last. With ``target`` they are a link."""
        look = _LINK_LOOK.sub("", self.look(run)) if not target else self.look(run)
        new = self._link(run, look, words, target) if target else self._run(run, look, words)
        if self._style.tracked:
            new = self._change("ins", run, new)
            within = run.insertion and run.insertion[0] < at < run.insertion[2]
            new = self._apart(run, new) if within else new
        self._edits.insert(at, new)

    def swap(self, paragraph: Paragraph, start: int, end: int, new: str) -> None:
        """Put ``new`` in the place of letters of a paragraph."""
        spans = list(_spans(paragraph, start, end))
        for index, (begin, stop, run) in enumerate(spans):
            is_last = index == len(spans) - 1
            if self._style.tracked:
                inner = self._run(run, self.look(run), new)
                added = self._apart(run, self._change("ins", run, inner)) if is_last else ""
                self._delete(run, begin, stop, added)
            else:
                self._edits.replace(begin, stop, escaped(new) if index == 0 else "")

    def delete(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Mark letters of a paragraph as deleted."""
        for begin, stop, run in _spans(paragraph, start, end):
            self._delete(run, begin, stop, "")

    def look(self, run: Run) -> str:
        """How a run is set, as it is written there."""
        return self._data[slice(*run.properties)].decode("utf-8") if run.properties else ""

    def _delete(self, run: Run, begin: int, stop: int, added: str) -> None:
        w, look = prefix_of(self._data, run.start), self.look(run)
        again = f'<{w}r>{look}<{w}t xml:space="preserve">'
        gone = f'<{w}r>{look}<{w}delText xml:space="preserve">'
        self._edits.insert(begin, f"</{w}t></{w}r>{self._opening('del', w)}{gone}")
        self._edits.insert(stop, f"</{w}delText></{w}r></{w}del>{added}{again}")

    def _apart(self, run: Run, change: str) -> str:
        """A change within somebody's insertion: that is cut in two, as one does not stand in
        another."""
        if run.insertion is None:
            return change
        begin, tag, _ = run.insertion
        w = prefix_of(self._data, begin)
        return f"</{w}ins>{change}{self._data[begin:tag].decode('utf-8')}"

    def _change(self, kind: str, run: Run, inner: str) -> str:
        w = prefix_of(self._data, run.start)
        return f"{self._opening(kind, w)}{inner}</{w}{kind}>"

    def _opening(self, kind: str, w: str) -> str:
        self._last[0] += 1
        author, at = escaped(self._style.author), self._style.at
        return f'<{w}{kind} {w}id="{self._last[0]}" {w}author="{author}" {w}date="{at}">'

    def _run(self, run: Run, look: str, text: str) -> str:
        w = prefix_of(self._data, run.start)
        return f'<{w}r>{look}<{w}t xml:space="preserve">{escaped(text)}</{w}t></{w}r>'

    def _link(self, run: Run, look: str, text: str, target: str) -> str:
        """Runs that are a link: a HYPERLINK field (17.16.5.25), which needs no relationship."""
        w = prefix_of(self._data, run.start)

        def sign(kind: str) -> str:
            return f'<{w}r><{w}fldChar {w}fldCharType="{kind}"/></{w}r>'

        code = escaped(f' HYPERLINK "{target}" ')
        written = f'<{w}r><{w}instrText xml:space="preserve">{code}</{w}instrText></{w}r>'
        return sign("begin") + written + sign("separate") + self._run(run, look, text) + sign("end")


def _spans(paragraph: Paragraph, start: int, end: int) -> list[tuple[int, int, Run]]:
    """Letters of a paragraph as pieces of text in one ``t`` each."""
    flow = paragraph.flow
    spans: list[tuple[int, int, Run]] = []
    whole: tuple[int, int] | None = None
    for index in range(start, end):
        run, begin, stop = paragraph.runs[index], flow.starts[index], flow.ends[index]
        within = next((one for one in run.texts if one[0] <= begin < one[1]), None) if run else None
        if run is None or within is None:  # a tab, a line's end
            whole = None
        elif within == whole:
            spans[-1] = (spans[-1][0], stop, run)
        else:
            spans.append((begin, stop, run))
            whole = within
    return spans
