"""Timelines of verdicts as inline SVG: pygal draws, the page's own style sheet colours."""

from __future__ import annotations

import sys
from copy import deepcopy
from typing import TYPE_CHECKING

import pygal
from lxml import etree

from evidence.bilingual import Words
from evidence.reports.safe import xml
from evidence.reports.summary import ORDER
from evidence.reports.words import word
from evidence.verdicts.wording import tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.bilingual import Language
    from evidence.reports.nights import Night

# pygal puts a finder of the old kind behind every import of this process, which warns each time it
# is asked (Python 3.11) or is never asked (3.12); the plug-ins that it looks for are not ours
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

_LABELS = 6
"""Days written under the chart; more would overlap on a phone."""
_TITLE = "{http://www.w3.org/2000/svg}title"
_DROP = (
    "//*[local-name()='style' or local-name()='script' or contains(@class, 'overlay')]|//comment()"
)
"""What a page under a strict policy can't take, and pygal's own tooltips, which need its script."""


def timeline(nights: Sequence[Night], name: str = "", *, small: bool = False) -> Words:
    """A stacked bar a night, drawn once and told in each language: every bar says in words what it
    is.

    ``name`` is of what, when not of all; a remote text. ``small`` is for one of several side by
    side.
    """
    width, height, most, lines = (360, 150, 2, 2) if small else (760, 280, _LABELS, 4)
    highest = max(sum(night.verdicts.values()) for night in nights)
    chart = pygal.StackedBar(
        js=[], css=[], width=width, height=height, explicit_size=False, show_legend=False, spacing=4,
        margin=10, margin_left=18, print_values=False, title=None, truncate_label=-1,
        y_labels=sorted({highest * line // lines for line in range(lines + 1)}),
    )  # fmt: skip
    every = max(1, -(-len(nights) // most))
    days = len({night.at[:10] for night in nights}) == len(nights)
    part = slice(0, 10) if days else slice(11, 16) if small else slice(0, 16)
    chart.x_labels = [
        night.at[part] if index % every == 0 else "" for index, night in enumerate(nights)
    ]
    for verdict in ORDER:  # what is broken stands on the ground line, where heights compare best
        chart.add(
            verdict,
            [{"value": n.verdicts.get(verdict, 0), "label": f"{n.at}|{verdict}"} for n in nights],
        )
    root = _plain(chart.render_tree())
    return Words.each(lambda language: _told(root, nights[-1], name, language))


def _plain(root: etree._Element) -> etree._Element:
    """The drawing without style, script and hidden parts."""
    for element in root.xpath(_DROP):
        element.getparent().remove(element)
    for element in root.iter():
        for name in ("style", "id"):
            element.attrib.pop(name, None)
    root.set("role", "img")
    etree.cleanup_namespaces(root)
    return root


def _told(root: etree._Element, night: Night, name: str, language: Language) -> str:
    """The drawing with its texts in one language; its own name is what it comes to at the last
    night."""
    drawing = deepcopy(root)
    for bar in drawing.xpath("//*[local-name()='g' and @class='bar']"):
        told = {
            child.get("class"): child.text or "" for child in bar.xpath("*[local-name()='desc']")
        }
        for child in bar.xpath("*[local-name()='desc']"):
            bar.remove(child)
        at, _, verdict = told.get("label", "").partition("|")
        if verdict:
            etree.SubElement(bar, _TITLE).text = f"{at}: {word(verdict, language)}: {told['value']}"
    counts = ", ".join(
        tally(v, night.verdicts[v], language) for v in ORDER if night.verdicts.get(v)
    )
    title = f"{word('timeline', language)}{name and f', {xml(name)}'}: {night.at}: {counts}"
    drawing.xpath("*[local-name()='title']")[0].text = title
    drawing.set("aria-label", title)
    return str(etree.tostring(drawing, encoding="unicode"))
