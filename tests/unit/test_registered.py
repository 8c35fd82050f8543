"""Sources that are registered, and what they cite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.citations.model import Citation, Reading
from evidence.config import Source, check_source_id
from evidence.errors import UsageError
from evidence.store import Store, registered
from evidence.store.sources import put_reading, put_source

A, B = "https://a.example/x", "https://b.example/y"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "evidence.db")
    yield store
    store.close()


def _register(store: Store, name: str, *urls: str) -> None:
    put_source(store, Source(name, f"/{name}.md"))
    cited = tuple(
        Citation(raw=url, url=url, start=place, end=place, claim=f"claim {place}")
        for place, url in enumerate(urls)
    )
    put_reading(store, name, " ".join(urls).encode(), Reading("text/plain", "", cited))


def test_sources_and_what_they_cite(store: Store) -> None:
    _register(store, "second", B, A)
    _register(store, "first", A)
    assert registered.ids(store) == ["second", "first"]
    assert registered.at(store, "/first.md") == "first"
    assert registered.at(store, "/none.md") is None
    told = [(one.source_id, one.url, one.claim) for one in registered.citations(store)]
    assert told == [("second", B, "claim 0"), ("second", A, "claim 1"), ("first", A, "claim 0")]
    assert [one.source_id for one in registered.citations(store, url=A)] == ["second", "first"]
    assert [one.url for one in registered.citations(store, "second", A)] == [A]


def test_what_is_gone_is_not_cited(store: Store) -> None:
    _register(store, "report", A, B)
    _register(store, "report", B)
    assert [one.url for one in registered.citations(store)] == [B]


def test_a_source_that_is_asked_for_must_be_there(store: Store) -> None:
    _register(store, "report", A)
    registered.require(store, "report")
    with pytest.raises(UsageError, match="no source has the id 'other'"):
        registered.require(store, "other")


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("/home/ana/Informe Sombra 2019.pdf", "informe-sombra-2019"),
        ("https://a.example/docs/plan.html", "plan"),
        ("https://a.example/Home/Index/", "index"),
        ("https://a.example/", "a"),
        ("…", "source"),
        ("/home/ana/Informe sombra añejo.docx", "informe-sombra-anejo"),
        ("/home/ana/Evaluación ÚLTIMA.docx", "evaluacion-ultima"),
        ("https://a.example/docs/informe%20a%C3%B1ejo.html", "informe-anejo"),
        ("https://a.example/docs/a%FFb.html", "a-b"),
    ],
)
def test_an_id_comes_from_the_name(store: Store, location: str, name: str) -> None:
    assert registered.free_id(store, location) == name
    put_source(store, Source(name, "elsewhere"))
    assert registered.free_id(store, location) == f"{name}-2"


@given(st.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_id_that_is_made_is_always_one(store: Store, location: str) -> None:
    check_source_id(Path("testigo.toml"), registered.free_id(store, location))


def test_citations_are_counted_without_those_that_are_gone(store: Store) -> None:
    _register(store, "second", B, A)
    _register(store, "first", A)
    _register(store, "second", B)
    put_source(store, Source("nothing", "/nothing.md"))
    assert registered.counts(store) == {"first": 1, "second": 1}
