"""The check by which the benchmark of changes leaves pairs out: e-mail addresses coded anew, and
nothing else."""

from __future__ import annotations

import pytest

from benchmarks.changes import only_coded_anew

PAGE = "<html><body><p>Los informes se publican cada mes. Escriba a {}.</p>{}</body></html>"


def coded(address: str, key: int) -> str:
    """An address as Cloudflare writes it into a page."""
    code = bytes([key, *(byte ^ key for byte in address.encode())]).hex()
    return (
        f'<a href="/cdn-cgi/l/email-protection#{code}">'
        f'<span class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</span></a>'
    )


def page(address: str, more: str = "") -> bytes:
    return PAGE.format(address, more).encode()


OLD = page(coded("datos@agua.gob.mx", 17))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (page(coded("datos@agua.gob.mx", 200)), True),
        (page('<a href="mailto:datos@agua.gob.mx">datos@agua.gob.mx</a>'), True),
        (OLD, False),
        (page(coded("otro@agua.gob.mx", 200)), False),
        (page(coded("datos@agua.gob.mx", 200), "<p>Y una frase más.</p>"), False),
        (page(coded("datos@agua.gob.mx", 200), '<a href="/acta.pdf"></a>'), False),
    ],
)
def test_only_addresses_coded_anew_are_left_out(new: bytes, expected: bool) -> None:
    assert only_coded_anew(OLD, new) is expected
    assert only_coded_anew(new, OLD) is expected
