"""Pages of domains and accounts that nobody keeps are losses; texts about such things are documents."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.changes import compare
from evidence.verdicts import judge
from evidence.vocabulary import Cause, Verdict
from tests.unit.pages import baseline, html, look

PAGES = tomllib.loads((Path(__file__).parents[2] / "benchmarks" / "parked.toml").read_text("utf-8"))
WAS = "<main><h1>Plan</h1>" + "<p>La dependencia publicará los contratos del programa.</p>" * 40
LOST = {Cause.PARKED, Cause.SOFT_404}


@pytest.mark.parametrize("name", PAGES["parked"])
def test_a_page_of_a_host_or_a_seller_is_no_document(name: str) -> None:
    assert judge(look(PAGES["parked"][name])).cause in LOST


@pytest.mark.parametrize("name", PAGES["parked"])
def test_nor_is_it_where_a_text_stood(name: str) -> None:
    page, before = html(PAGES["parked"][name]), baseline(WAS)
    assert before.content is not None
    seen = replace(
        look(PAGES["parked"][name]), baseline=before, change=compare(before.content, page)
    )
    assert judge(seen).cause in LOST


@pytest.mark.parametrize("name", PAGES["pages"])
def test_a_text_about_domains_and_accounts_is_a_document(name: str) -> None:
    assert judge(look(PAGES["pages"][name])).verdict is Verdict.ALIVE
