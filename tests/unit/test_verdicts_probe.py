"""The two-probe test: what is asked, and what the answers say."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.content.model import Content
from evidence.verdicts.model import Probe
from evidence.verdicts.probe import compare, probe_key, probe_urls

segments = st.text("abcdefgXYZ0123456789-_áñ", min_size=1, max_size=12)
paths = st.lists(segments, min_size=1, max_size=4).map(lambda parts: "/" + "/".join(parts))
words = st.lists(
    st.sampled_from("agua luz acta plan obra ley foro red mesa meta".split()), max_size=60
)


@given(paths, st.sampled_from(["", ".pdf", ".aspx", ".html", "/"]), st.text(max_size=5))
def test_siblings_stand_in_the_same_directory_with_the_same_extension(
    path: str, tail: str, seed: str
) -> None:
    url = f"https://h.example{path}{tail}"
    pair = probe_urls(url, seed)
    assert pair is not None
    assert pair == probe_urls(url, seed)
    assert len({*pair, url}) == 3
    for sibling in pair:
        assert (
            sibling.rsplit("/", 2 if tail == "/" else 1)[0]
            == url.rsplit("/", 2 if tail == "/" else 1)[0]
        )
        assert sibling.endswith(tail)
        assert probe_key(sibling) == probe_key(url)


@given(st.text("abcXYZ0123456789-._/ñ%&", min_size=4, max_size=30), st.text(max_size=5))
def test_a_value_changes_within_its_length_and_characters(value: str, seed: str) -> None:
    from urllib.parse import quote

    url = f"https://h.example/Ver?lang=es&doc={quote(value, safe='')}&utm_source=x"
    pair = probe_urls(url, seed)
    if pair is None:
        return
    for sibling in pair:
        query = dict(parse_qsl(urlsplit(sibling).query, keep_blank_values=True))
        other = query["doc"]
        assert (query["lang"], query["utm_source"], len(other)) == ("es", "x", len(value))
        for before, after in zip(value, other, strict=True):
            assert before.isdigit() == after.isdigit()
            assert before.isalpha() == after.isalpha()
            assert before.isupper() == after.isupper()


@pytest.mark.parametrize(
    "url",
    [
        "https://h.example/",
        "https://h.example",
        "https://h.example/?lang=es",
        "https://h.example/ver.php?id=12",
        "http://[::1",
        "mailto:a@b.example",
        "",
    ],
)
def test_no_probe_where_a_sibling_says_nothing(url: str) -> None:
    assert probe_urls(url, "s") is None


def test_the_parameter_that_names_the_record_is_changed() -> None:
    pair = probe_urls("https://h.example/Ver?tema=agua&folio=2019-000123&formato=completo", "s")
    assert pair is not None
    assert all("tema=agua&folio=" in url and "formato=completo" in url for url in pair)
    assert probe_key("https://H.example/a/Ver?doc=AB12&x=1") == ("h.example", "/a/Ver", "doc")
    assert probe_key("https://h.example/a/b/acta.PDF") == ("h.example", "/a/b/*.pdf", "")


def content(*lines: str, title: str = "Gobierno") -> Content:
    return Content("text/html", lines=lines, main=lines, title=title)


def probes(*pages: Content, status: int = 200) -> tuple[Probe, ...]:
    return tuple(Probe(f"https://h.example/{n}", status, "", page) for n, page in enumerate(pages))


@given(words)
def test_a_page_is_the_same_as_itself_once_it_has_words(text: list[str]) -> None:
    page = content(" ".join(text), title="")
    assert compare(page, probes(page, page)).same is (len(text) >= 5)


@given(st.integers(5, 120), words)
def test_words_of_its_own_make_a_page_real(size: int, own: list[str]) -> None:
    stable = [f"fija{n}" for n in range(size)]
    error, page = content(*stable, title=""), content(*stable, *own, title="")
    match = compare(page, probes(error, error))
    assert match.extra == len(own)
    assert match.same is (len(own) <= max(3, min(15, size / 4)))


@pytest.mark.parametrize(
    ("size", "missing", "same"),
    [
        (40, 2, True),
        (40, 3, False),
        (20, 2, True),
        (19, 1, True),
        (19, 2, False),
        (10, 1, True),
        (9, 0, True),
        (9, 1, False),
        (5, 0, True),
        (4, 0, False),
    ],
)
def test_of_stable_words_two_may_be_missing_and_of_few_one_in_ten(
    size: int, missing: int, same: bool
) -> None:
    stable = [f"fija{n}" for n in range(size)]
    match = compare(content(*stable[missing:], title=""), probes(*[content(*stable, title="")] * 2))
    assert match.same is same
    assert match.missing == (missing if size >= 5 else 0)


def test_a_parameter_without_a_value_names_no_record() -> None:
    pair = probe_urls("https://h.example/a/Ver?doc=", "s")
    assert pair is not None
    assert all(url.startswith("https://h.example/a/") and "/Ver" not in url for url in pair)


def test_a_page_does_not_pass_for_an_error_page_whose_words_it_lacks() -> None:
    menu = [f"menu{n}" for n in range(30)]
    error = content(*menu, "404", "Contenido de la página 404 en español")
    real = content(*menu, "Sesiones", "Contenido de la página Sesiones en español")
    assert compare(real, probes(error, error)).refuted
    assert compare(error, probes(error, error)).same


def test_one_word_of_difference_is_noise_and_a_title_of_its_own_is_not() -> None:
    error = content("Consulte el catálogo de trámites", "Actualizado el lunes")
    again = content("Consulte el catálogo de trámites", "Actualizado el martes")
    page = content("Consulte el catálogo de trámites", "Actualizado el jueves")
    assert compare(page, probes(error, again)).same
    titled = content("Consulte el catálogo de trámites", "Actualizado el jueves", title="Acta 7")
    assert compare(titled, probes(error, again)).refuted


def test_hard_answers_refute_and_mixed_ones_say_nothing() -> None:
    page = content("uno dos tres cuatro cinco seis")
    assert compare(page, probes(page, page, status=404)).refuted
    mixed = (*probes(page), Probe("https://h.example/x", 404))
    assert compare(page, mixed) == compare(page, ()) == compare(page, probes(page))


def test_probes_that_met_two_real_records_say_nothing() -> None:
    one = content("Ficha del programa", *(f"palabra{n}" for n in range(40)))
    other = content("Ficha del programa", *(f"otra{n}" for n in range(40)))
    match = compare(content("Ficha del programa", "corta"), probes(one, other))
    assert not match.same
    assert not match.refuted


def test_two_ways_to_say_that_there_is_nothing_do_not_refute_each_other() -> None:
    page = content("Página no encontrada", *(f"noticia{n}" for n in range(40)))
    error = content("Página no encontrada", "Vuelva al inicio del portal de la dependencia")
    match = compare(page, probes(error, error))
    assert not match.same
    assert not match.refuted


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("IDItem=2334&st=2&term=protocolo%20homo&page=1&filter=&sort=", "IDItem"),
        ("page=12&idNorma=48213", "idNorma"),
        ("page=acerca-de&v=20180412", "page"),
        ("pagina=48213&orden=fecha_asc", "pagina"),
        ("CveDocumento=AB-1234&page=2", "CveDocumento"),
    ],
)
def test_which_of_several_parameters_names_the_document(query: str, named: str) -> None:
    assert probe_key(f"https://h.example/NSDetalle.aspx?{query}")[2] == named


@pytest.mark.parametrize("query", ["page=2", "term=protocolo&page=2", "id=12&term=protocolo"])
def test_a_short_number_is_not_probed_nor_what_stands_beside_it(query: str) -> None:
    assert probe_urls(f"https://h.example/lista.aspx?{query}", "s") is None
