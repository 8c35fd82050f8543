"""Cookie banners, which are hidden for the pictures and for nothing else.

:file:`banners.txt` holds the selectors: those of the widespread consent managers, and general ones, which
hide only what lies over the page and speaks of cookies.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.browser.frames import Frames

if TYPE_CHECKING:
    from playwright.async_api import CDPSession

_HIDE = """() => {
  const lists = %s;
  const speaks = /cookie|galletas|gdpr|lgpd|rgpd|privacidad|privacidade|privacy/i;
  const shown = (one) => one.checkVisibility && one.checkVisibility({checkVisibilityCSS: true});
  const over = (one) => {
    for (let it = one, n = 0; it && n < 4; it = it.parentElement, n += 1) {
      const style = getComputedStyle(it);
      if (style.position === "fixed" || style.position === "sticky") return true;
      if (style.position === "absolute" && Number(style.zIndex) > 99) return true;
    }
    return false;
  };
  const found = [];
  for (const [selector, general] of lists) {
    let hit = false;
    let all;
    try { all = document.querySelectorAll(selector); } catch (_) { continue; }
    for (const one of all) {
      if (one === document.body || one === document.documentElement || !shown(one)) continue;
      if (general && !(over(one) && speaks.test(one.innerText || "") &&
                       one.innerText.length < 6000)) continue;
      one.style.setProperty("display", "none", "important");
      hit = true;
    }
    if (hit) found.push(selector);
  }
  if (found.length) {
    for (const one of [document.documentElement, document.body]) {
      if (one && getComputedStyle(one).overflowY === "hidden") {
        one.style.setProperty("overflow", "visible", "important");
      }
    }
  }
  return found;
}"""


def _selectors() -> list[tuple[str, bool]]:
    """Each with whether it is a general one."""
    found, general = [], False
    for line in (Path(__file__).parent / "banners.txt").read_text("utf-8").splitlines():
        if line.startswith("# general"):
            general = True
        elif line and not line.startswith("# "):
            found.append((line, general))
    return found


_SCRIPT = _HIDE % json.dumps(_selectors())


async def hide(session: CDPSession) -> tuple[str, ...]:
    """Hide them; the selectors that did. Raises Gone and Stuck."""
    frames = await Frames.of(session)
    return tuple(await frames.call(frames.main, _SCRIPT))
