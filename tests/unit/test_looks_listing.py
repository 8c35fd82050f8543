"""Which addresses of a sitemap bear the name of a lost document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.looks.listing import Listing, names, slug_of


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://a.gob.mx/planes/Plan_de%20Acci%C3%B3n-2019.html", "plan-de-accion-2019"),
        ("https://a.gob.mx/es/plan-de-accion-2019/?lang=es#dos", "plan-de-accion-2019"),
        ("https://a.gob.mx/Documento?doc=Minuta_Mesa_3.pdf", "minuta-mesa-3"),
        ("https://a.gob.mx/acta-12-b.PDF", "acta-12-b"),
        ("https://a.gob.mx/acta-1-b.PDF", ""),  # eight characters name many
        ("https://a.gob.mx/2019/20190102030405", ""),
        ("https://a.gob.mx/", ""),
        ("http://[::1/plan-de-accion-2019", ""),
    ],
)
def test_names_of_addresses(url: str, slug: str) -> None:
    assert slug_of(url) == slug


def test_titles_are_names_without_the_site_behind_them() -> None:
    found = names("https://a.gob.mx/1", ["Plan de acción 2019 | Secretaría de la Función", "PDF"])
    assert found == (
        "plan-de-accion-2019-secretaria-de-la-funcion",
        "plan-de-accion-2019",
    )


def test_only_the_same_owner_and_only_few() -> None:
    listing = Listing()
    listing.seek("agua.gob.mx", ["plan-de-accion"])
    ours = [f"https://www.agua.gob.mx/{n}/plan-de-accion" for n in range(3)]
    listing.add([*ours, *ours, "https://otro.example/plan-de-accion", "https://agua.gob.mx/otro"])
    assert listing.places("agua.gob.mx", ["plan-de-accion"]) == ours
    assert listing.places("otro.example", ["plan-de-accion"]) == []
    listing.add(["https://agua.gob.mx/4/plan-de-accion.html"])
    assert listing.places("agua.gob.mx", ["plan-de-accion"]) == []


@given(st.text())
def test_any_text_has_a_name_or_none(text: str) -> None:
    slug = slug_of(f"http://a.example/{text}")
    assert slug == "" or (len(slug) >= 9 and slug == slug.strip("-").lower())
