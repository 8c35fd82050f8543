"""Elements and attributes that a copy may have; what is in none of these lists is not written."""

from __future__ import annotations

import re

SHOWN = frozenset(
    "a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd "
    "del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup "
    "hr i ins kbd label legend li main mark menu meter nav nobr ol p pre progress q rp rt ruby s samp search section "
    "small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
"""Elements that show their content and do nothing."""
EMPTY = frozenset({"br", "col", "hr", "wbr", "img", "input"})
"""Elements without an end tag (HTML, 13.1.2: void elements), of those that are written."""
GONE = frozenset(
    "script style noscript template title meta base link noembed noframes datalist param source track area map "
    "canvas audio -comment -doctype rtc rb head".split()
)
"""What is left out with all that is in it: it runs, asks, or is shown by browsers that run nothing alone."""
FRAMES = {"iframe": "src", "frame": "src", "embed": "src", "object": "data", "applet": "code", "portal": "src",
          "fencedframe": "src", "video": "src"}  # fmt: skip
"""Documents and films in a page, with the attribute that names them: their address is told in their place."""
AS_TEXT = frozenset({"xmp", "listing", "plaintext", "textarea"})
"""Elements whose content is text to the parser: written as ``pre``."""
OTHERWISE = {"form": "div", "marquee": "div", "frameset": "div", "output": "span", "blink": "span"}
"""Elements that act, and what is written for them."""
OF_THEIR_OWN = re.compile(r"[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){1,5}")
"""Names of custom elements, which are nothing without the script that defines them."""
RESERVED = frozenset(
    "annotation-xml color-profile font-face font-face-src font-face-uri font-face-format font-face-name "
    "missing-glyph".split()
)
"""Names with a hyphen that SVG and MathML have for themselves (HTML, 4.13.2)."""

EVERYWHERE = frozenset(
    "class dir lang align valign bgcolor color face size width height role aria-label".split()
)
ATTRIBUTES = {
    "table": frozenset("border cellpadding cellspacing rules frame summary".split()),
    "td": frozenset("colspan rowspan nowrap scope headers abbr".split()),
    "th": frozenset("colspan rowspan nowrap scope headers abbr".split()),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "ul": frozenset({"type"}),
    "li": frozenset({"value", "type"}),
    "img": frozenset({"alt", "border", "hspace", "vspace"}),
    "hr": frozenset({"noshade"}),
    "br": frozenset({"clear"}),
    "time": frozenset({"datetime"}),
    "meter": frozenset({"value", "min", "max", "low", "high", "optimum"}),
    "progress": frozenset({"value", "max"}),
    "data": frozenset({"value"}),
    "dialog": frozenset({"open"}),
    "abbr": frozenset({"title"}),
    "body": frozenset({"text", "link", "vlink"}),
}  # fmt: skip
"""Attributes that are written as they are: none of them is an address or runs anything."""
LONGEST = 2_000
"""Characters of an attribute; a longer one is left out, as no list of classes has as many."""

DRAWN = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan textPath defs linearGradient radialGradient stop "
    "clipPath mask pattern symbol use marker switch".split()
)
"""Elements of SVG that draw and do nothing else. None of them leaves SVG for HTML, or is one at which the
parser of HTML leaves it (HTML, 13.2.6.5), so what is written is read as it was written."""
DRAWN_ATTRIBUTES = frozenset(
    "class viewBox preserveAspectRatio xmlns width height x y x1 y1 x2 y2 dx dy cx cy r rx ry fx fy d points "
    "transform fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray "
    "stroke-dashoffset stroke-miterlimit stroke-opacity opacity color display visibility font-family font-size "
    "font-weight font-style text-anchor dominant-baseline letter-spacing offset stop-color stop-opacity "
    "gradientUnits gradientTransform spreadMethod clipPathUnits clip-rule maskUnits maskContentUnits patternUnits "
    "patternContentUnits patternTransform markerWidth markerHeight markerUnits orient refX refY role aria-label "
    "vector-effect".split()
)
REFERRING = frozenset(
    "fill stroke clip-path mask marker-start marker-mid marker-end filter".split()
)
"""Attributes of SVG that may refer to another element by ``url(#…)``."""
