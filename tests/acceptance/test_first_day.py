"""What somebody meets who sets Testigo up for the first time, and is told what to do about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.boards import Served, page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Bench


@pytest.fixture
def shut(bench: Bench) -> Bench:
    """A folder whose settings leave private networks alone, as those of `init` do."""
    text = bench.folder.config.read_text("utf-8")
    assert "allow_private = true" in text
    bench.folder.config.write_text(text.replace("allow_private = true", "allow_private = false"))
    return bench


def test_what_our_settings_kept_from_being_looked_at_is_looked_at_once_they_allow_it(
    shut: Bench,
) -> None:
    with Served(
        lambda _: page("Informe", "<p>Obras de agua en la cuenca del río.</p>" * 60)
    ) as served:
        shut.cite(served.url("/a"), served.url("/b"))
        first = shut.testigo("run", "--no-archive")
        assert first.code == 3
        assert "--allow-private" in first.err
        again = shut.testigo("run", "--no-archive", "--allow-private")
        assert set(shut.causes().values()) == {"first-look"}
        assert again.code == 0
        third = shut.testigo("run", "--no-archive", "--allow-private", "--lang", "es")
    assert "no había nada pendiente" in third.out  # what was seen waits for its turn as ever


def test_a_board_in_a_private_network_is_told_in_words_and_what_to_do(shut: Bench) -> None:
    with Served(lambda _: page("Tablero", "<p>Nada</p>")) as served:
        spanish = shut.testigo("add", served.url("/"), "--kind", "board", "--lang", "es")
        english = shut.testigo("add", served.url("/"), "--kind", "board")
    assert spanish.code == 2
    assert "con --allow-private sí se consulta" in spanish.err
    assert "with --allow-private it is asked" in english.err
    assert "(private-address)" not in spanish.err + english.err


def test_a_check_of_a_private_address_says_how_to_have_it_asked(shut: Bench) -> None:
    done = shut.testigo("check", "http://127.0.0.1:8080/a", "--no-archive", "--lang", "es")
    assert done.code == 3
    assert "--allow-private" in done.err
    elsewhere = shut.testigo("check", "ftp://agua.example/a", "--no-archive")
    assert "--allow-private" not in elsewhere.err


def test_an_empty_passage_is_refused_and_not_passed_over(bench: Bench) -> None:
    for empty in ("", "  "):
        done = bench.testigo("check", "http://127.0.0.1:9/a", "--no-archive", "--quote", empty)
        assert done.code == 2
        assert "--quote is empty" in done.err
    assert not bench.folder.database.exists()


def test_the_file_that_was_named_is_the_one_that_is_blamed(bench: Bench, tmp_path: Path) -> None:
    named = tmp_path / "other.toml"
    named.write_text('[crawl]\ncontact = "equipo@ong.example"\n', "utf-8")
    for command in (("schedule", "list"), ("notify", "--test")):
        done = bench.testigo(*command, "--config", str(named))
        assert done.code == 2
        assert str(named) in done.err
        assert str(bench.folder.config) not in done.err


def test_what_somebody_only_checked_is_not_counted_among_what_is_cited(bench: Bench) -> None:
    with Served(lambda _: page("Informe", "<p>Obras de agua en la cuenca.</p>" * 60)) as served:
        bench.cite(served.url("/a"))
        assert bench.testigo("run", "--no-archive").code == 0
        assert bench.testigo("check", served.url("/z"), "--no-archive").code == 0
        told = json.loads(bench.testigo("status", "--format", "json").out)
        spoken = bench.testigo("status", "--lang", "es").out
        assert (told["verdicts"], told["asked_about"]) == ({"alive": 1}, 1)
        assert "1 dirección que solo se revisó con testigo check" in spoken
        bench.cite(served.url("/z"), name="otro")  # cited later, it counts as any other
        told = json.loads(bench.testigo("status", "--format", "json").out)
    assert (told["verdicts"], told["asked_about"]) == ({"alive": 2}, 0)


def test_what_is_wrong_with_a_date_or_a_schedule_is_said_in_spanish(bench: Bench) -> None:
    done = bench.testigo("check", "http://127.0.0.1:8080/", "--cited-on", "2018", "--lang", "es")
    assert done.code == 2
    assert "no es una fecha como 2018-05-01" in done.err
    assert "%Y" not in done.err
    bench.configure(extra='[[schedule]]\ncron = "30 25 * * *"\n')
    done = bench.testigo("schedule", "list", "--lang", "es")
    assert done.code == 2
    assert "no señala ningún momento" in done.err
    assert "Error validating" not in done.err


def test_a_folder_without_a_plan_says_how_one_goes_in(bench: Bench) -> None:
    bench.cite("http://127.0.0.1:8080/")
    done = bench.testigo("series", "--lang", "es")
    assert (done.code, done.out) == (0, "")
    assert "testigo series plan add plan-2016.pdf" in done.err
