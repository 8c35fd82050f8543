"""Tokens that content systems weave into links are no part of where they lead."""

import pytest

from evidence.changes import compare
from evidence.content import extract
from evidence.content.noise import without_session


@pytest.mark.parametrize(
    "name",
    "p_auth p_p_auth _csrf csrf_token authenticity_token _wpnonce sesskey CFID ASPSESSIONIDQQABCDEF".split(),
)
def test_a_token_says_nothing_of_a_link(name: str) -> None:
    page = "<main><p>El informe.</p><p><a href='/web/guest/x?id=4&{}={}'>Descargar</a></p></main>"
    old, new = (extract(page.format(name, one).encode(), "text/html") for one in ("AbC12", "XyZ9"))
    assert not compare(old, new).substantial


@pytest.mark.parametrize(
    "name", ["id", "doc", "authorid", "auth", "p_p_id", "csrf_informe", "cfidioma"]
)
def test_any_other_parameter_does(name: str) -> None:
    assert without_session(f"/x?{name}=4") == f"/x?{name}=4"
    assert without_session(f"/x?a=1&{name}=4") == f"/x?a=1&{name}=4"
