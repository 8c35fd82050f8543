"""A link that shows its address with a part left out: what is shown is no address."""

from __future__ import annotations

import pytest

from evidence.citations import Citation, Origin, read

T = "https://www.gob.mx/cms/uploads/attachment/file/1/informe.pdf"


def cited(body: str) -> list[Citation]:
    return list(read(f"<!doctype html><p>{body}</p>".encode(), "a.html").citations)


@pytest.mark.parametrize(
    "shown",
    [
        "https://www.gob.mx/…/informe.pdf",
        "www.gob.mx/cms/uploads/attach…",
        "https://www.gob.mx/cms/uploads/attach...",
        "https://www.gob.mx/cms/[…]/informe.pdf",
        "https://www.gob.mx/cms/[...]/informe.pdf",
        "gob.mx/cms/uploads/…",
        "https://www.gob.mx/cms/…https://www.gob.mx/otro",
        "Ver https://www.gob.mx/cms/…/x aquí",
    ],
)
@pytest.mark.parametrize("target", [T, "https://bit.ly/2abc"])
def test_the_target_alone_counts(shown: str, target: str) -> None:
    (found,) = cited(f'Fuente: <a href="{target}">{shown}</a>.')
    assert (found.url, found.origin, found.alternatives, found.flags) == (
        target, Origin.TARGET, (), ()
    )  # fmt: skip
    assert "…" not in (found.label or "")


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        # it is written out, and the dots are the sentence's
        (f'<a href="{T}">Ver... {T}</a>', [T]),
        (f'<a href="{T}">{T}</a>… y más', [T]),
        (f'<a href="{T}">Ver… https://b.example/x</a>', [T, "https://b.example/x"]),
        # dots of the address itself
        ('<a href="https://git.example/compare/v1...v2">https://git.example/compare/v1...v2</a>',
         ["https://git.example/compare/v1...v2"]),
        # a whole address that differs is told
        ('<a href="https://bit.ly/2abc">https://www.gob.mx/largo/x</a>',
         ["https://www.gob.mx/largo/x", "https://bit.ly/2abc"]),
    ],
)  # fmt: skip
def test_dots_that_leave_nothing_out(body: str, urls: list[str]) -> None:
    assert [citation.url for citation in cited(body)] == urls
