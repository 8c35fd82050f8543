"""Which parts a page is made of, and what they say of the document."""

from __future__ import annotations

import pytest

from evidence.content import extract
from evidence.looks.parts import PartRef, Wanted, parts_of, wanted
from evidence.store.parts import KnownPart
from evidence.verdicts.document import FRAME, HIDDEN, MOST, of_document, speaking
from evidence.verdicts.judging import judge
from evidence.verdicts.model import Judgement, PartSeen, Reason
from evidence.vocabulary import Cause, PartRole, Verdict
from tests.unit.pages import ARTICLE, baseline, html, look, words

PAGE = "https://tablero.gob.example/compromisos/doc.html"
FILE = "https://tablero.gob.example/files/acta.pdf"
LONG = f"<p>{ARTICLE['es'] * 20}</p>"


def found(body: str, url: str = PAGE) -> list[tuple[str, str]]:
    return [(str(part.role), part.url) for part in parts_of(html(body, url), url, url)]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("<embed src=/files/acta.pdf>", "embedded"),
        ("<embed src='/files/ver?id=1' type='application/pdf'>", "embedded"),
        ("<object data='../files/acta.pdf#page=2'></object>", "embedded"),
        ("<iframe src=//tablero.gob.example/files/acta.pdf></iframe>", "embedded"),
        (f"{LONG}<iframe src=/files/acta.pdf></iframe>", "embedded"),
        (f"<base href='/files/'><embed src=acta.pdf>{LONG}", "embedded"),
        ("<iframe src='https://docs.google.com/gview?url=" + FILE + "&embedded=true'>", "viewer"),
        ("<iframe src='https://view.officeapps.live.com/op/view.aspx?src=" + FILE + "'>", "viewer"),
        ("<iframe src='/js/web/viewer.html?file=/files/acta.pdf'></iframe>", "viewer"),
        ("<frameset><frame src='/marco.html'></frameset>", "framed"),
        ("<h1>Acta</h1><iframe src='/marco.html'></iframe>", "framed"),
        ("<p>Acta: <a href=/files/acta.pdf>PDF</a>", "download"),
        ("<iframe data-src=/files/acta.pdf class=lazyload></iframe>", "embedded"),
        ("<iframe src=about:blank data-lazy-src=/files/acta.pdf></iframe>", "embedded"),
        (f"{LONG}<object><param name=SRC value=/files/acta.pdf></object>", "embedded"),
        ("<iframe srcdoc=\"<embed src='/files/acta.pdf'>\"></iframe>", "embedded"),
        ("<iframe src='https://visor.example/ver?url=" + FILE + "'></iframe>", "viewer"),
        ("<iframe src='/ver?url=https://otro.example/ver%3Fid=3'></iframe>", "viewer"),
        (f"{LONG}<script>PDFObject.embed('/files/acta.pdf')</script>", "data"),
        (f"{LONG}<iframe src='/visor.php?archivo=/files/acta.pdf'></iframe>", "data"),
    ],
)
def test_a_part_is_found(body: str, role: str) -> None:
    (part,) = found(body)
    assert part[0] == role


@pytest.mark.parametrize(
    "body",
    [
        "<iframe src='https://www.youtube.com/embed/x'></iframe>",
        f"{LONG}<iframe src='/menu.html'></iframe>",
        f"{LONG}<a href=/files/acta.pdf>PDF</a>",
        "<a href=/a.pdf>A</a> <a href=/b.pdf>B</a>",
        "<template><embed src=/files/acta.pdf></template>",
        "<p>Acta<noscript><iframe src=/files/acta.pdf></iframe></noscript>",
        f"<embed src='{PAGE}'><iframe src='#arriba'></iframe>",
        "<embed src=''><embed src='http://[::1/a.pdf'><embed src='data:application/pdf;base64,x'>",
        "<img src=/files/acta.png>",
        "<iframe src='https://player.example/?url=https%3A//api.example/tracks/1'></iframe>",
        "<iframe src=https://www.youtube.com/embed/x data-src=/files/acta.pdf></iframe>",
        f"{LONG}<iframe srcdoc='<iframe src=/menu.html></iframe>'></iframe>",
    ],
    ids=["video", "menu", "linked", "two offered", "template", "noscript", "itself", "nowhere", "picture",
         "player", "begun", "menu within"],
)  # fmt: skip
def test_what_is_no_part(body: str) -> None:
    assert found(body) == []


def test_a_page_has_at_most_eight_parts() -> None:
    assert len(found("".join(f"<embed src=/f/{n}.pdf>" for n in range(500)))) == MOST


def test_the_address_alone_tells_the_viewers_file() -> None:
    drive = "https://drive.google.com/file/d/1a2b3c/view"
    (part,) = parts_of(None, drive, drive)
    assert part.role is PartRole.VIEWER
    assert part.url.startswith("https://drive.google.com/uc?")


def test_an_answer_that_is_the_document_itself_has_no_viewer() -> None:
    cited = "https://a.example/descarga.php?file=https://a.example/x.pdf"
    assert parts_of(extract(b"%PDF-1.4", "application/pdf", url=cited), cited, cited) == ()
    assert len(parts_of(html("<p>Visor</p>", cited), cited, cited)) == 1


def known(url: str = FILE, **more: object) -> KnownPart:
    values = {"url_id": "1", "url": url, "role": PartRole.EMBEDDED, "found_at": "2026-01-02",
              "is_extra": False}  # fmt: skip
    return KnownPart(**{**values, **more})  # type: ignore[arg-type]


def plan(body: str, before: str, *parts: KnownPart) -> list[Wanted]:
    seen = look(body, PAGE, baseline=baseline(before, PAGE))
    asked = wanted(seen, Judgement(Cause.COSMETIC, ()), parts, lambda: None)
    assert asked is not None
    return asked


EMBED, OTHER = "<embed src=/files/acta.pdf>", "<embed src=/files/otra.pdf>"
OTHER_FILE = FILE.replace("acta", "otra")


def test_what_the_page_first_showed_is_wanted_whether_it_names_it_or_not() -> None:
    assert plan(EMBED, EMBED) == [Wanted(PartRole.EMBEDDED, FILE)]
    assert plan("Visor", EMBED, known()) == [Wanted(PartRole.EMBEDDED, FILE, is_named=False)]


def test_another_file_in_the_place_of_one_is_compared_with_it() -> None:
    swapped = Wanted(PartRole.EMBEDDED, OTHER_FILE, instead_of=FILE)
    assert plan(OTHER, EMBED, known()) == [swapped]
    followed = known(OTHER_FILE, instead_of=FILE)
    assert plan(OTHER, EMBED, known(), followed) == [Wanted(PartRole.EMBEDDED, OTHER_FILE)]


def test_what_a_new_template_adds_is_extra() -> None:
    assert plan(EMBED + OTHER, EMBED, known()) == [
        Wanted(PartRole.EMBEDDED, FILE),
        Wanted(PartRole.EMBEDDED, OTHER_FILE, is_extra=True),
    ]
    gone = known(OTHER_FILE, is_extra=True)
    assert plan(EMBED, EMBED, known(), gone) == [Wanted(PartRole.EMBEDDED, FILE)]


@pytest.mark.parametrize("cause", [Cause.HTTP_404, Cause.RATE_LIMITED, Cause.TIMEOUT])
def test_an_answer_that_shows_no_page_is_not_searched(cause: Cause) -> None:
    assert wanted(look(EMBED, PAGE), Judgement(cause, ()), (), lambda: None) is None


def test_the_same_bytes_have_the_parts_that_they_had() -> None:
    same = look(EMBED, PAGE, content=None, baseline=baseline(EMBED, PAGE))
    judgement = Judgement(Cause.IDENTICAL, ())
    assert wanted(same, judgement, [known()], lambda: None) == [Wanted(PartRole.EMBEDDED, FILE)]
    unsearched = wanted(same, judgement, [], lambda: html(EMBED, PAGE))
    assert unsearched == [Wanted(PartRole.EMBEDDED, FILE)]


@pytest.mark.parametrize("cause", sorted(HIDDEN))
def test_a_page_that_we_can_not_see_may_show_what_it_showed(cause: Cause) -> None:
    wall = look("<h1>Iniciar sesión</h1>", PAGE, baseline=baseline(EMBED, PAGE))
    hidden = Judgement(cause, ())
    assert wanted(wall, hidden, [known()], lambda: None) == [Wanted(PartRole.EMBEDDED, FILE)]
    (gone,) = wanted(wall, hidden, [known(gone_at="2026-02-01")], lambda: None) or ()
    assert not gone.is_named
    (seen,) = wanted(wall, Judgement(Cause.IDENTICAL, ()), [known()], lambda: None) or ()
    assert not seen.is_named


def part(
    cause: Cause,
    role: PartRole = PartRole.EMBEDDED,
    *,
    is_named: bool = True,
    was_seen: bool = True,
) -> PartSeen:
    return PartSeen(role, FILE, Judgement(cause, ()), is_named, was_seen)


@pytest.mark.parametrize(
    ("page", "parts", "cause"),
    [
        (Cause.IDENTICAL, [part(Cause.IDENTICAL)], Cause.IDENTICAL),
        (Cause.IDENTICAL, [part(Cause.IDENTICAL), part(Cause.HTTP_404)], Cause.HTTP_404),
        (Cause.IDENTICAL, [part(Cause.EDITED), part(Cause.HTTP_404)], Cause.HTTP_404),
        (Cause.IDENTICAL, [part(Cause.TIMEOUT), part(Cause.EDITED)], Cause.EDITED),
        (Cause.IDENTICAL, [part(Cause.FORBIDDEN)], Cause.FORBIDDEN),
        (Cause.IDENTICAL, [part(Cause.PRIVATE_ADDRESS)], Cause.IDENTICAL),
        (Cause.IDENTICAL, [part(Cause.IDENTICAL, is_named=False)], Cause.LINKS),
        (Cause.IDENTICAL, [part(Cause.HTTP_404, is_named=False)], Cause.HTTP_404),
        (Cause.HTTP_404, [part(Cause.IDENTICAL)], Cause.HTTP_404),
        (Cause.UNRENDERED, [part(Cause.IDENTICAL)], Cause.IDENTICAL),
        (Cause.LOGIN, [part(Cause.TIMEOUT)], Cause.LOGIN),
        (Cause.TIMEOUT, [part(Cause.HTTP_404)], Cause.TIMEOUT),
    ],
)
def test_the_worst_part_speaks_for_the_document(
    page: Cause, parts: list[PartSeen], cause: Cause
) -> None:
    judgement = of_document(Judgement(page, ()), parts, None)
    assert judgement.cause is cause
    speaker = speaking(Judgement(page, ()), parts)
    assert (speaker is None) == (judgement.reasons == ())


@pytest.mark.parametrize("role", [PartRole.RENDERED, PartRole.FRAMED])
def test_what_a_firewall_s_page_draws_speaks_where_it_has_a_text(role: PartRole) -> None:
    """A browser draws the challenge, in words that nobody may know; or passes it."""

    def drawn(cause: Cause, added: int) -> PartSeen:
        told = Judgement(cause, (Reason(f"changed.{cause}", {"removed": 400, "added": added}),))
        return PartSeen(role, FILE, told)

    wall, shell = Judgement(Cause.WAF, ()), Judgement(Cause.UNRENDERED, ())
    assert of_document(wall, [drawn(Cause.REPLACED, 59)], None).cause is Cause.WAF
    assert of_document(wall, [drawn(Cause.REPLACED, 60)], None).cause is Cause.REPLACED
    first = [
        Judgement(Cause.FIRST_LOOK, (Reason("alive.first-look", {"words": n}),)) for n in (8, 90)
    ]
    little, page = (PartSeen(role, FILE, told) for told in first)
    assert of_document(wall, [little], None).cause is Cause.WAF
    assert of_document(wall, [page], None).cause is Cause.FIRST_LOOK
    assert of_document(wall, [drawn(Cause.REMOVED, 3)], None).cause is Cause.REMOVED
    assert of_document(wall, [part(Cause.IDENTICAL, role)], None).cause is Cause.IDENTICAL
    assert of_document(shell, [drawn(Cause.REPLACED, 5)], None).cause is Cause.REPLACED


@pytest.mark.parametrize("count", [1, MOST - 1, MOST])
def test_that_not_all_was_looked_at_is_said(count: int) -> None:
    for cause in (Cause.IDENTICAL, Cause.HTTP_404):
        told = of_document(Judgement(Cause.IDENTICAL, ()), [part(cause)] * count, None)
        said = [reason.facts for reason in told.reasons if reason.rule == "document.most"]
        assert said == ([{"most": MOST}] if count == MOST else [])


@pytest.mark.parametrize("cause", [Cause.HTTP_404, Cause.TIMEOUT, Cause.FORBIDDEN])
def test_a_frame_or_data_that_nobody_ever_saw_say_nothing(cause: Cause) -> None:
    page = Judgement(Cause.FIRST_LOOK, ())
    for role in PartRole:
        beside = role in (PartRole.FRAMED, PartRole.DATA)
        said = of_document(page, [part(cause, role, was_seen=False)], None)
        assert said.cause is (Cause.FIRST_LOOK if beside else cause)
        assert of_document(page, [part(cause, role)], None).cause is cause


@pytest.mark.parametrize(("size", "cause"), [(FRAME - 1, Cause.BOILERPLATE), (FRAME, Cause.EDITED)])
def test_what_changes_around_a_document_is_no_change_of_it(size: int, cause: Cause) -> None:
    before = baseline(f"<p>{words(size)}", PAGE)
    edited = Judgement(Cause.EDITED, ())
    assert of_document(edited, [part(Cause.IDENTICAL)], before).cause is cause
    unseen = [part(Cause.IDENTICAL), part(Cause.PRIVATE_ADDRESS)]
    assert of_document(edited, unseen, before).cause is Cause.EDITED


def test_a_look_with_parts_is_judged_by_them() -> None:
    seen = look(LONG, PAGE, parts=(part(Cause.HTTP_404),))
    judgement = judge(seen)
    assert judgement.verdict is Verdict.MISSING
    assert judgement.reasons[0].facts["url"] == FILE
    assert PartRef(PartRole.EMBEDDED, FILE) in parts_of(html(EMBED, PAGE), PAGE, PAGE)


@pytest.mark.parametrize(
    "named",
    [
        "<embed src='/plan.pdf?n=a\u00f1o'>",
        "<object data='/plan.pdf?n=a\u00f1o' type='application/pdf'></object>",
        "<iframe src='/plan.pdf?n=a\u00f1o'></iframe>",
        "<frameset><frame src='/plan.pdf?n=a\u00f1o'></frameset>",
        "<script>var x = new XMLHttpRequest(); x.open('GET', '/plan.pdf.json?n=a\u00f1o')</script>",
        "<script>$.getJSON('/plan.pdf.json?n=a\u00f1o')</script>",
        "<div data-url='/plan.pdf.json?n=a\u00f1o'></div>",
    ],
)
def test_what_a_page_shows_is_asked_for_in_its_charset(named: str) -> None:
    for charset, sent in (("windows-1252", "a%F1o"), ("utf-8", "a%C3%B1o")):
        content = extract(named.encode(charset), f"text/html; charset={charset}", PAGE)
        (part,) = parts_of(content, PAGE, PAGE)
        assert part.url.endswith(f"?n={sent}")


@pytest.mark.parametrize("call", ["fetch('{}')", "d3.json('{}')"])
def test_what_fetch_asks_for_is_asked_for_in_utf_8(call: str) -> None:
    named = "<p>\u00f1</p><script>" + call.format("/datos.json?n=a\u00f1o") + "</script>"
    content = extract(named.encode("cp1252"), "text/html; charset=windows-1252", PAGE)
    assert parts_of(content, PAGE, PAGE)[0].url.endswith("?n=a%C3%B1o")
