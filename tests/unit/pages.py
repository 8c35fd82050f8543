"""Pages as looks: what tests of the verdicts put before the rules."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from evidence.content import extract
from evidence.content.model import Content
from evidence.verdicts.model import Baseline, Hop, Look

NOW = datetime(2026, 11, 21, tzinfo=UTC)
URL = "https://dependencia.example/programa/acta-2019.html"
ARTICLE = {
    "en": "The ministry of the state publishes the minutes of each session and answers for them. ",
    "es": "El programa atiende a las comunidades de la sierra y publica sus actas cada mes. ",
    "pt": "O programa atende as comunidades da serra e não deixa de publicar os dados do mês. ",
    "fr": "Le programme répond aux communes de la montagne et publie les actes dans le registre. ",
}
"""A sentence of an ordinary document, in each of our readers' languages."""


def html(body: str, url: str = URL) -> Content:
    """The content of an HTML page."""
    return extract(body.encode(), "text/html; charset=utf-8", url)


def look(body: str = "", url: str = URL, **facts: Any) -> Look:
    """A look that was answered with status 200 by the page ``body``; ``facts`` replace others."""
    known = {"final_url": url, "status": 200, "content": html(body, url)}
    return Look(url, NOW, **{**known, **facts})


def redirected(to: str, body: str, url: str = URL, **facts: Any) -> Look:
    """A look that a redirect led to ``to``, where the page ``body`` stands."""
    return look(body, url, **{"final_url": to, "hops": (Hop(url, 302),), **facts})


def baseline(body: str, url: str = URL, media_type: str = "text/html") -> Baseline:
    """The page ``body`` as the capture that a look is compared with."""
    content = html(body, url)
    return Baseline(
        "first-good",
        "urn:uuid:1",
        "2026-01-02T00:00:00Z",
        url,
        media_type,
        content.raw_sha256,
        content.text_sha256,
        content,
    )


def words(count: int, stem: str = "palabra") -> str:
    """``count`` words of which no two are the same."""
    return " ".join(f"{stem}{number}" for number in range(count))
