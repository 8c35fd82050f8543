"""What a page plays or has drawn by another house: a video, a sound, a chart, by a name that stays where
its address is spelt another way.

Only what is known to hold a piece of its own: an advertisement, a counter, a map or a captcha in a frame
is another one each time and says nothing of the document.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOURCES = ("src", "data", "data-src", "data-lazy-src", "data-litespeed-src")
"""Where an address stands; the last three are where scripts keep one until its frame comes into view."""
_FILE = re.compile(
    r"\.(?:mp4|m4v|webm|og[gvam]|mov|avi|mp3|m4a|wav|flac|m3u8|mpd|swf)$", re.IGNORECASE
)
_PIECE = r"([\w-]{4,})"
_TUBE = r"(?:www\.)?youtube(?:-nocookie)?\.com"
_HOUSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (house, re.compile(rf"\A{pattern}"))
    for house, pattern in (
        ("youtube", rf"{_TUBE}/embed/(?:videoseries|live_stream).*[?&](?:list|channel)={_PIECE}"),
        ("youtube", rf"{_TUBE}/(?:embed|v|live)/{_PIECE}"),
        ("vimeo", r"player\.vimeo\.com/video/(\d+)"),
        (
            "dailymotion",
            rf"(?:www|geo)\.dailymotion\.com/(?:embed/video/|player.*[?&]video=){_PIECE}",
        ),
        ("facebook", r"www\.facebook\.com/plugins/video\.php\?(?:[^&]*&)*?href=[^&]*?(\d{6,})"),
        ("soundcloud", r"w\.soundcloud\.com/player/?\?(?:[^&]*&)*?url=[^&]*?(\d{5,})"),
        ("spotify", rf"open\.spotify\.com/embed/(?:episode|track|show)/{_PIECE}"),
        ("archive", r"archive\.org/embed/([^/?]+)"),
        ("datawrapper", rf"datawrapper\.dwcdn\.net/{_PIECE}"),
        ("flourish", r"(?:public\.flourish\.studio|flo\.uri\.sh)/(?:visualisation|story)/(\d+)"),
        ("infogram", rf"(?:e\.)?infogram\.com/{_PIECE}"),
        ("tableau", r"public\.tableau\.com/(?:shared|views)/([^?]+)"),
        ("powerbi", rf"app\.powerbi\.com/view.*[?&]r={_PIECE}"),
        ("looker", rf"(?:lookerstudio|datastudio)\.google\.com/embed/(?:u/\d/)?reporting/{_PIECE}"),
        ("issuu", r"(?:e\.)?issuu\.com/embed\.html.*?[?#&](?:d=)?([^&]+)"),
        ("scribd", r"www\.scribd\.com/embeds/(\d+)"),
    )
)
"""House -> what names one of its pieces in the address of a frame, as each tells those who embed."""


def played(attributes: Mapping[str, str | None]) -> str:
    """What an element plays or draws, as ``house:piece``; of a file of sound or picture ``file:name``.
    Empty for anything else."""
    address = next((attributes[name] for name in _SOURCES if attributes.get(name)), "") or ""
    try:
        parts = urlsplit(address.strip()[:2_000])
    except ValueError:
        return ""
    path = unquote(parts.path)
    name = path.rpartition("/")[2]
    if (ending := _FILE.search(name)) and ending.start():
        return f"file:{name}"
    whole = f"{parts.netloc.lower()}{path}" + (f"?{unquote(parts.query)}" if parts.query else "")
    for house, pattern in _HOUSES:
        if piece := pattern.match(whole):
            return f"{house}:{piece[1]}"
    return ""
