"""Which of our two languages a request is answered in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evidence.bilingual import LANGUAGES, Language

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "lang"


def asked_for(request: Request) -> Language | None:
    """The language that the address names, if it names one of ours."""
    return _ours(request.query_params.get("lang"))


def language_of(request: Request, otherwise: Language) -> Language:
    """The address' own ``lang``, else the one that was chosen before, else the browser's."""
    return (
        asked_for(request)
        or _ours(request.cookies.get(COOKIE))
        or _accepted(request.headers.get("accept-language", ""))
        or otherwise
    )


def _ours(code: str | None) -> Language | None:
    return next((one for one in LANGUAGES if one == code), None)


def _accepted(header: str) -> Language | None:
    """The first of ours by weight (RFC 9110, section 12.5.4)."""
    weighed = []
    for place, item in enumerate(header.split(",")[:20]):
        tag, _, parameters = item.strip().partition(";")
        weighed.append((-_weight(parameters), place, tag.split("-")[0].lower()))
    return next(
        (ours for weight, _, tag in sorted(weighed) if weight and (ours := _ours(tag))), None
    )


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
