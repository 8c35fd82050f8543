"""Signs in and around URLs that nobody sees, or that fonts, cells and servers put there."""

from __future__ import annotations

import pytest

from evidence.citations.find import urls
from evidence.citations.layout import Layout
from evidence.formats.document import Body
from evidence.formats.html import read as read_html
from tests.unit.plain_text import found, read

PLAN = "https://www.example.org/docs/plan.pdf"


@pytest.mark.parametrize(
    "text",
    [
        "Disponible en https://www.example.org/\u200bdocs/\u200bplan.pdf hoy",
        "Available at https://www.\u200bexample.org/docs\u200b/plan.pdf today",
        "Disponível em https://www.example.org/docs/\u2060plan.pdf hoje",
        "Disponible sur https://www.example.org/docs/plan.\u200bpdf aujourd'hui",
        "\u202ahttps://www.example.org/docs/plan.pdf\u202c y luego",
        "\u2066https://www.example.org/docs/plan.pdf\u2069.",
        "ver \u200ehttps://www.example.org/docs/\u200e\u200eplan.pdf\u200e y",
        "\ufeffhttps://www.example.org/\ufeffdocs/plan.pdf\ufeff",
        "https://www.example.org/docs/plan.pdf\u200by otros",
        "https://www.example.org/docs/plan.pdf\u200b/ otros",
    ],
)
def test_signs_that_nobody_sees_are_no_part_of_a_url(text: str) -> None:
    (item,) = found(text)
    assert item.url == PLAN
    assert text[item.start : item.end] == item.raw


def test_a_word_behind_a_sign_is_no_part_of_a_url() -> None:
    assert read("https://www.example.org/plan\u200bPlan anual") == ["https://www.example.org/plan"]
    assert read("https://a.example/\u200b") == ["https://a.example/"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/a.pdf;https://a.example/b.pdf", 2),
        ("https://a.example/a.pdf,https://b.example/b.pdf,http://c.example/", 3),
        ("https://a.example/a.pdf|https://b.example/b.pdf", 2),
        ("https://a.example/?doc=1;https://a.example/?doc=2", 2),
        ("https://a.example/a;www.b.example/b", 2),
        ("https://a.example/a;jsessionid=1F?x=1,2|3", 1),
        ("https://web.archive.org/web/2019/https://a.example/a", 1),
        ("https://a.example/compare?urls=https://b.example/,https://c.example/", 1),
        ("https://a.example/x,y;z", 1),
    ],
)
def test_urls_of_one_cell_are_read_one_by_one(text: str, expected: int) -> None:
    assert len(read(text)) == expected
    assert sum(len(item.raw) for item in found(text)) == len(text) - (expected - 1)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("en http://a.example/(S(lit3py55t21z))/Detalle.aspx?id=4 desde", "http://a.example/(S(lit3py55t21z))/Detalle.aspx?id=4"),
        ("http://a.example/(X(1)S(abc))/x.aspx", "http://a.example/(X(1)S(abc))/x.aspx"),
        ("(véase http://a.example/(S(abc))/x.aspx)", "http://a.example/(S(abc))/x.aspx"),
        ("(see http://a.example/(S(abc)))", "http://a.example/(S(abc))"),
        ("http://a.example/a_(b_(c)_d).html, y", "http://a.example/a_(b_(c)_d).html"),
        ("http://a.example/f(g(h(1)))?q=(a(b))", "http://a.example/f(g(h(1)))?q=(a(b))"),
        ("(https://a.example/informe_(2018))", "https://a.example/informe_(2018)"),
        ("https://a.example/a) y (b", "https://a.example/a"),
        ("https://a.example/b?f[a[b]]=1 y", "https://a.example/b?f[a[b]]=1"),
        ("https://a.example/b?f[0]=a&f[1][x]=b y", "https://a.example/b?f[0]=a&f[1][x]=b"),
        ("https://a.example/D.aspx?ID={1B2C-{3}} y", "https://a.example/D.aspx?ID={1B2C-{3}}"),
        ("https://a.example/D.aspx?ID={1{2{3}}}&y={4}, y", "https://a.example/D.aspx?ID={1{2{3}}}&y={4}"),
        ("(véase https://a.example/(S(b))/x?f[a[b]]=(1))", "https://a.example/(S(b))/x?f[a[b]]=(1)"),
        ("[https://a.example/b?f[a[b]]=1]", "https://a.example/b?f[a[b]]=1"),
        ("{https://a.example/x}", "https://a.example/x"),
        ("https://a.example/(S(b))/x[1", "https://a.example/(S(b))/x"),
    ],
)  # fmt: skip
def test_brackets_in_brackets_are_part_of_a_url(text: str, url: str) -> None:
    assert read(text) == [url]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://a.example/\ufb01nanzas/of\ufb01cio.pdf", "https://a.example/finanzas/officio.pdf"),
        ("https://a.example/o\ufb01cio", "https://a.example/oficio"),
        ("https://a.example/in\ufb02uencia", "https://a.example/influencia"),
        ("https://a.example/o\ufb03ce", "https://a.example/office"),
        ("https://a.example/sta\ufb00", "https://a.example/staff"),
        ("https://a.example/o\ufb04ine", "https://a.example/offline"),
    ],
)  # fmt: skip
def test_ligatures_are_the_letters_that_they_draw(text: str, url: str) -> None:
    (item,) = found(text)
    assert item.url == url
    assert item.repairs == ("ligature",)
    assert item.raw == text


@pytest.mark.parametrize(
    ("markup", "url", "words"),
    [
        ('<a href="//www.example.org/d.pdf">Doc</a>', "https://www.example.org/d.pdf", "Doc"),
        ('<a href=" //www.example.org/d.pdf">Doc</a>', "https://www.example.org/d.pdf", "Doc"),
        ('<map><area href="https://a.example/a.pdf" alt="Acta 4"></map>', "https://a.example/a.pdf", "Acta 4"),
        ('<map><area href="//a.example/a.pdf"></map>', "https://a.example/a.pdf", ""),
        ('<p>Ver <area href="https://a.example/a" alt="A"> y B</p>', "https://a.example/a", "A"),
    ],
)  # fmt: skip
def test_every_link_of_a_saved_page_is_one(markup: str, url: str, words: str) -> None:
    document = read_html(Body(markup.encode(), "text/html; charset=utf-8", ""))
    (link,) = document.links
    assert link.target == url
    assert document.text[link.start : link.end].strip() == words


@pytest.mark.parametrize("sign", ["\u180e", "\u200c", "\u200d", "\u2060\u200d"])
def test_stray_joiners_between_latin_signs_are_no_part_of_a_url(sign: str) -> None:
    assert read(f"Disponible en https://www.example.org/docs/{sign}plan.pdf hoy") == [PLAN]


@pytest.mark.parametrize("word", ["می\u200cخواهم", "പോലൊരാള്\u200d.html"])
def test_a_joiner_behind_a_letter_of_such_a_script_is_part_of_the_word(word: str) -> None:
    url = f"https://www.example.org/{word}"
    assert read(f"نک. {url}") == [url]


@pytest.mark.parametrize("sign", [";", ",", "|", "·", "•", "\\n", ""])
@pytest.mark.parametrize("name", ["a.pdf", "b.docx", "c.xls"])
def test_files_of_a_list_are_parted_whatever_stands_between_them(sign: str, name: str) -> None:
    one, other = f"https://www.example.org/{name}", "https://www.example.net/otra/nota"
    assert read(f"Evidencias: {one}{sign}{other} fin") == [one, other]


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/web/2019/https://www.example.org/a.pdf",
        "https://www.example.org/ir?a=https://www.example.net/b.pdf",
    ],
)
def test_an_address_that_carries_another_stays_whole(url: str) -> None:
    assert read(f"Ver {url} y luego") == [url]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('["https://a.example/a","https://b.example/b"]', ["https://a.example/a", "https://b.example/b"]),
        ("u='https://a.example/a','https://b.example/b'", ["https://a.example/a", "https://b.example/b"]),
        ('https://a.example/ok("nota"', ["https://a.example/ok"]),
        ("https://a.example/it's,so", ["https://a.example/it's,so"]),
        ('https://a.example/a_"word"', ['https://a.example/a_"word"']),
        ("https://a.example/a#b#c d", ["https://a.example/a#b"]),
        ("https://a.example/#/a/b d", ["https://a.example/#/a/b"]),
    ],
)  # fmt: skip
def test_a_quotation_mark_before_the_next_value_and_a_second_fragment_end_a_url(
    text: str, expected: list[str]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("(http://[2001:db8::1]/x).", "http://[2001:db8::1]/x"),
        ("http://[2001:db8::1]:8080/x?y=1, z", "http://[2001:db8::1]:8080/x?y=1"),
        ("[http://[::ffff:192.0.2.1]/]", "http://[::ffff:192.0.2.1]/"),
    ],
)
def test_an_address_of_ipv6_is_a_host(text: str, url: str) -> None:
    assert read(text) == [url]
    assert read("http://[x]/a http://[2001:db8::1 http://[7]/") == []


@pytest.mark.parametrize(
    ("drawn", "typed"), [("\u2212", "-"), ("\u2010", "-"), ("\u2011", "-"), ("\u223c", "~"), ("\u02dc", "~")]
)  # fmt: skip
def test_signs_as_they_are_drawn_are_those_of_the_keyboard(drawn: str, typed: str) -> None:
    (item,) = found(f"Ver https://a.example/plan/{drawn}b hoy")
    assert (item.url, item.repairs) == (f"https://a.example/plan/{typed}b", ("sign",))
    assert item.alternatives == (f"https://a.example/plan/{drawn}b",)


def test_raised_numbers_are_no_part_of_a_host_or_of_an_end_in_pages_either() -> None:
    page = "<p><sup>7</sup>www.a.example.org/x and <sup>12</sup>b.example.org/y<sup>3</sup>.</p>"
    document = read_html(Body(page.encode(), "text/html"))
    assert [item.url for item in urls(document.text, Layout(document))] == [
        "http://www.a.example.org/x", "http://b.example.org/y",
    ]  # fmt: skip
