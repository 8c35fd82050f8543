"""Words, numbers and signs that stand glued to the end of a URL, and what only looks like them."""

from __future__ import annotations

import pytest

from evidence.citations.trim import lengths, url_length
from tests.unit.plain_text import found, read

SITE = "https://www.gob.mx"


@pytest.mark.parametrize(
    ("path", "glued"),
    [
        ("/informe.pdf", ".Consultado"), ("/informe.PDF", ".El"), ("/informe.pdf#page=4", ".Consultado"),
        ("/informe.pdf", ",consultado"), ("/informe.pdf", ";ver"), ("/a.html", ":documento"),
        ("/a.aspx", ",p.4"), ("/a.pdf", ".Ibid,p.5"), ("/informe.pdf", ".consultado"),
        ("/informe.pdf", "[5]"), ("/informe.html", "[^5][6]"), ("/c", "(...)"), ("/d", "[…]"), ("/d", "[sic]"),
        ("/a", ";consultado"), ("/b", ":consultado"), ("/c", ";ver"), ("/d?x=1", ";ver"), ("/informe", ".Consultado"),
        ("/a?v=2", ",p."), ("/sfp", "–consultado"), ("/sfp", "—que"), ("", "—que"), ("", "–consultado"),
        ("/AbC123", "…y"), ("/a", "•"), ("/b", "▪"), ("/c", "■"), ("/d", "†"), ("/e", "®"), ("/f", "¨"),
        ("/g", "👍"), ("/g", "👍🏽❤️"), ("/g", ".▪"), ("/a", ";Fuente:otra"),
    ],
)  # fmt: skip
def test_what_is_glued_to_a_url_is_no_part_of_it(path: str, glued: str) -> None:
    text = f"Ver {SITE}{path}{glued} en mayo"
    (item,) = found(text)
    assert item.url == item.raw == SITE + path
    assert item.alternatives == ()


@pytest.mark.parametrize(
    "path",
    [
        "/a,b;c:d", "/Especial:Buscar", "/Archivo:Escudo.svg", "/a;jsessionid=1F", "/a.jsp;jsessionid=1F?x=1",
        "/indice.Html", "/informe.pdf.Html", "/index.html.en", "/datos.csv.gz", "/firma.pdf.asc", "/pagina.html,1",
        "/0,1518,123456,00.html", "/a.pdf/view", "/a.pdf?x=1,2", "/a.pdf&x=1", "/a.pdf#parte;dos", "/a.php5",
        "/plan_[uno]", "/[5]", "/?a[0]", "/?ids[]=4&ids[]=5", "/plan_(2018)", "/a(b)", "/clip.mp4", "/v1.2",
        "/wiki/👍", "/?q=👍", "/a?b=c:d", "/file.xlsx", "/Convocatoria.Aspx", "/a.x,y", "/lista,p", "/a...b",
    ],
)  # fmt: skip
def test_real_paths_stay_whole_and_have_no_other_reading(path: str) -> None:
    (item,) = found(f"Ver {SITE}{path} en mayo")
    assert (item.url, item.alternatives) == (SITE + path, ())


@pytest.mark.parametrize(
    ("path", "glued"),
    [
        ("/informe", ".El"), ("/b.aspx?id=3", ".Otra"), ("/sfp", "–que"), ("/wiki/Michelson", "–Morley"),
        ("/a1", "Véase"), ("/plan", "[1]"), ("/d", "[Acta]"),
    ],
)  # fmt: skip
def test_where_it_cannot_be_known_the_whole_is_read_and_the_shorter_offered(
    path: str, glued: str
) -> None:
    (item,) = found(f"Ver {SITE}{path}{glued} en mayo")
    assert item.url == SITE + path + glued
    assert item.alternatives == (SITE + path,)


@pytest.mark.parametrize("glued", ["5", "12", "Consultado", "El"])
def test_behind_a_document_the_shorter_is_read_and_the_whole_offered(glued: str) -> None:
    (item,) = found(f"Ver {SITE}/informe.pdf{glued} en mayo")
    assert item.url == f"{SITE}/informe.pdf"
    assert item.alternatives == (f"{SITE}/informe.pdf{glued}",)


@pytest.mark.parametrize("sign", "。、，；！？：）（「」『』【】《》〈〉｡､،؛؟۔।॥։׃—―…")
def test_punctuation_of_every_script_ends_a_url(sign: str) -> None:
    one, other = f"{SITE}/报告/a", "https://www.example.org/تقرير"
    assert read(f"参见{one}{sign}{other}{sign}") == [one, other]
    assert read(f"参见{one}{sign}以及") == [one]


def test_a_wide_full_stop_ends_a_url_where_no_name_goes_on() -> None:
    assert read(f"{SITE}/b．") == [f"{SITE}/b"]
    assert read(f"{SITE}/b．以及") == [f"{SITE}/b"]


@pytest.mark.parametrize(
    "entity", ["&#39;", "&#039;", "&#x27;", "&apos;", "&#34;", "&rdquo;", "&ldquo;", "&raquo;", "&#62;", "&#160;"]
)  # fmt: skip
def test_quotation_marks_as_pages_spell_them_end_a_url(entity: str) -> None:
    assert read(f"Ver {SITE}/b{entity}, y") == [f"{SITE}/b"]
    assert read(f"Ver {SITE}/b{entity}y otros") == [f"{SITE}/b"]


@pytest.mark.parametrize(
    ("spelt", "url"),
    [
        ("/e&#x2F;f", "/e/f"),
        ("/h?x=1&#38;y=2#z", "/h?x=1&y=2#z"),
        ("/h?x=1&#038;y=2&#38;w=3", "/h?x=1&y=2&w=3"),
    ],
)
def test_characters_as_pages_spell_them_are_read(spelt: str, url: str) -> None:
    (item,) = found(f"Ver {SITE}{spelt} y")
    assert (item.url, item.repairs) == (SITE + url, ("entity",))
    assert item.raw == SITE + spelt


@pytest.mark.parametrize(
    "url", [f"{SITE}/a?b=1&#seccion", f"{SITE}/a#b&#39", f"{SITE}/?x=1&copy=2", f"{SITE}/a&#1234567;"]
)  # fmt: skip
def test_what_only_looks_like_a_spelt_character_stays(url: str) -> None:
    (item,) = found(f"Ver {url} y")
    assert url.startswith(item.url)
    assert "entity" not in item.repairs


def test_a_forums_mark_up_ends_a_url() -> None:
    assert read(f"[url]{SITE}/b[/url] y [url={SITE}/a]Acta[/url]") == [f"{SITE}/b", f"{SITE}/a"]


@pytest.mark.parametrize(
    "unit", [".pdf.Acta", ".pdf,", ",consultado", "[1]", "(...)", "👍", "–a", "&#38;", "`A.Bb", ".Ab"]
)  # fmt: skip
def test_a_long_url_is_trimmed_in_no_long_time(unit: str) -> None:
    run = f"{SITE}/a" + unit * (8_000 // len(unit))
    assert 0 < url_length(run) <= len(run)
    assert lengths(run)[0] == url_length(run)


@pytest.mark.parametrize("ending", ["DOCX", "XLSX", "PPTX", "DOCM", "XLSM", "PDF"])
def test_an_extension_in_capitals_is_whole(ending: str) -> None:
    url = f"https://a.example/ACTA.{ending}"
    (one,) = found(f"Ver {url} aquí.")
    assert (one.url, one.alternatives) == (url, ())
