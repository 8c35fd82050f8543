"""A deep address now leads to the site's front page, or to its error page: missing.

The rule is EDGI's (deep URL to the same host's root) with ASP.NET's ``aspxerrorpath`` beside it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from evidence.verdicts.model import Cause, Judgement, Look
from evidence.verdicts.rule import Rule, Words, because

_HOME = re.compile(r"/?(?:(?:index|default|home|inicio)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
_LANGUAGE_HOME = re.compile(r"/(?:es|en|pt|fr|es-mx|es_mx|en-us)/?", re.IGNORECASE)
_ERROR = re.compile(
    r"aspxerrorpath=|/(?:404|not-?found|error-?404|no-?encontrad[ao]|pagina-no-encontrada)\b",
    re.IGNORECASE,
)


def _apply(look: Look) -> Judgement | None:
    if not look.hops or not (200 <= (look.status or 0) < 300):
        return None
    cited, final = urlsplit(look.url), urlsplit(look.final_url)
    error = _ERROR.search(f"{final.path}?{final.query}")
    if error and not _ERROR.search(f"{cited.path}?{cited.query}"):
        return because(Cause.REDIRECT_HOME, "redirect.error-page", final_url=look.final_url)
    if _is_home(final.path) and not final.query and _is_deep(cited.path, cited.query):
        return because(Cause.REDIRECT_HOME, "redirect.home", final_url=look.final_url)
    return None


def _is_home(path: str) -> bool:
    return bool(_HOME.fullmatch(path) or _LANGUAGE_HOME.fullmatch(path))


def _is_deep(path: str, query: str) -> bool:
    return bool(query) or not _is_home(path)


RULE = Rule(
    _apply,
    {
        "redirect.home": Words(
            "The cited address now leads to the site's front page ({final_url}); "
            "the document itself is not shown.",
            "La dirección citada ahora lleva a la página de inicio del sitio ({final_url}); "
            "el documento ya no se muestra.",
        ),
        "redirect.error-page": Words(
            "The cited address now leads to the site's error page ({final_url}).",
            "La dirección citada ahora lleva a la página de error del sitio ({final_url}).",
        ),
    },
)
