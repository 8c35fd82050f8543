"""The timeline of verdicts as inline SVG: pygal draws, the page's own style sheet colours."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pygal
from lxml import etree

from evidence.reports.model import ORDER
from evidence.reports.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evidence.reports.nights import Night
    from evidence.verdicts.wording import Language

# pygal puts a finder of the old kind behind every import of this process, which warns each time it is
# asked (Python 3.11) or is never asked (3.12); the plug-ins that it looks for are not ours
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

_LABELS = 6
"""Days written under the chart; more would overlap on a phone."""
_DROP = "//*[local-name()='style' or local-name()='script' or contains(@class, 'overlay')]|//comment()"
"""What a page under a strict policy can't take, and pygal's own tooltips, which need its script."""


def timeline(nights: Sequence[Night], language: Language) -> str:
    """A stacked bar a night; every bar and colour says in words what it is."""
    chart = pygal.StackedBar(
        js=[], css=[], width=760, height=280, explicit_size=False, show_legend=False, spacing=4,
        margin=4, margin_left=8, print_values=False, title=None,
    )  # fmt: skip
    every = max(1, -(-len(nights) // _LABELS))
    days = len({night.at[:10] for night in nights}) == len(nights)
    chart.x_labels = [
        night.at[: 10 if days else None] if index % every == 0 else "" for index, night in enumerate(nights)
    ]
    for verdict in ORDER:  # what is broken stands on the ground line, where heights compare best
        chart.add(
            word(verdict, language),
            [
                {"value": night.verdicts.get(verdict, 0), "label": f"{night.at}: {word(verdict, language)}"}
                for night in nights
            ],
        )
    return _plain(chart.render_tree(), f"{word('timeline', language)}: {_last(nights, language)}")


def _last(nights: Sequence[Night], language: Language) -> str:
    """The last night in words: what the chart comes to, for those who don't see it."""
    night = nights[-1]
    counts = (f"{night.verdicts[v]} {word(v, language)}" for v in ORDER if night.verdicts.get(v))
    return f"{night.at}: {', '.join(counts)}"


def _plain(root: etree._Element, title: str) -> str:
    """The drawing without style, script and hidden parts, named for screen readers."""
    for element in root.xpath(_DROP):
        element.getparent().remove(element)
    for bar in root.xpath("//*[local-name()='g' and @class='bar']"):
        label, value = (
            bar.xpath(f"*[local-name()='desc' and @class='{name}']") for name in ("label", "value")
        )
        text = f"{label[0].text}: {value[0].text}" if label and value else ""
        for child in bar.xpath("*[local-name()='desc']"):
            bar.remove(child)
        etree.SubElement(bar, "{http://www.w3.org/2000/svg}title").text = text
    for element in root.iter():
        for name in ("style", "id"):
            element.attrib.pop(name, None)
    root.xpath("*[local-name()='title']")[0].text = title
    root.set("role", "img")
    root.set("aria-label", title)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))
