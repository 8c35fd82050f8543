"""What an author linked, where a program put an address before it that only leads on."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from evidence.citations import Citation, read
from evidence.citations.mend.model import Correction, Corrections
from evidence.wrappers import unwrapped

A = "https://www.gob.mx/a"
GOOGLE = "https://www.google.com/url?q={}&sa=D&source=editors&ust=1&usg=AOv"
OUTLOOK = "https://nam02.safelinks.protection.outlook.com/?url={}&data=05%7C01&reserved=0"


def cited(body: str) -> list[Citation]:
    return list(read(f"<!doctype html><p>{body}</p>".encode(), "a.html").citations)


@pytest.mark.parametrize(
    ("wrapper", "url"),
    [
        (GOOGLE.format(A), A),
        (GOOGLE.format(quote(A, safe="")), A),
        ("http://google.com.mx/url?sa=t&url=https%3A%2F%2Fwww.gob.mx%2Fa&usg=x", A),
        ("https://WWW.Google.com/url?q=" + A, A),
        (OUTLOOK.format("https%3A%2F%2Fwww.gob.mx%2Fa"), A),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.gob.mx%2Fa&h=AT0", A),
        ("https://lm.facebook.com/l.php?u=https%3A%2F%2Fwww.gob.mx%2Fa", A),
        ("https://www.youtube.com/redirect?event=video&q=https%3A%2F%2Fwww.gob.mx%2Fa", A),
        ("https://www.linkedin.com/safety/go?url=https%3A%2F%2Fwww.gob.mx%2Fa&trk=x", A),
        ("https://www.facebook.com/flx/warn/?u=https%3A%2F%2Fwww.gob.mx%2Fa", A),
        ("https://l.instagram.com/?u=https%3A%2F%2Fwww.gob.mx%2Fa&e=AT", A),
        ("https://vk.com/away.php?to=https%3A%2F%2Fwww.gob.mx%2Fa", A),
        ("https://slack-redir.net/link?url=https%3A%2F%2Fwww.gob.mx%2Fa", A),
        ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fwww.gob.mx%2Fa&rut=1", A),
        ("https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly93d3cuZ29iLm14L2E&ntb=1", A),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.gob.mx_a&d=DwM", A),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.gob.mx_a-2Db-5Fc&d=DwM", "https://www.gob.mx/a-b_c"),
        ("https://urldefense.com/v3/__https://www.gob.mx/a__;!!abc$", A),
        ("https://urldefense.com/v3/__https:/www.gob.mx/a__;!!abc$", A),
        # decoded once: an address has escapes of its own
        (GOOGLE.format("https://www.gob.mx/m%25C3%25A9xico"), "https://www.gob.mx/m%C3%A9xico"),
        (GOOGLE.format("https://www.gob.mx/ver?a%3D1%26b%3D2%23pie"), "https://www.gob.mx/ver?a=1&b=2#pie"),
        (GOOGLE.format("https://www.gob.mx/a+b%20c"), "https://www.gob.mx/a+b%20c"),
        # sent on
        (OUTLOOK.format(quote(GOOGLE.format(A), safe="")), A),
        # no wrapper, or one that carries no address
        (A, None),
        ("https://www.google.com/search?q=" + A, None),
        ("https://translate.google.com/translate?u=" + A, None),
        ("https://www.google.com/url?sa=t", None),
        ("https://www.google.com/url?q=/informe", None),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
        ("https://www.google.com/url?q=https://www.gob.mx/%FF", None),
        ("https://google.com.example.org/url?q=" + A, None),
        ("https://otrogoogle.com/url?q=" + A, None),
        ("https://web.archive.org/web/2019/" + A, None),
        ("https://www.gob.mx/url?q=" + A, None),
        ("https://bit.ly/2abc", None),
        ("https://www.youtube.com/watch?v=1&q=" + A, None),
        ("https://www.facebook.com/sharer.php?u=" + A, None),
        ("https://www.instagram.com/p/x/?u=" + A, None),
        ("https://www.bing.com/ck/a?u=a1no-es", None),
        ("https://www.bing.com/search?q=" + A, None),
        ("https://urldefense.com/v3/__https://www.gob.mx/a*b__;Iw!!abc$", None),
        ("", None),
    ],
)  # fmt: skip
def test_what_a_wrapper_carries(wrapper: str, url: str | None) -> None:
    assert unwrapped(wrapper) == url


def test_a_wrapped_link_is_cited_as_what_it_leads_to() -> None:
    wrapper = GOOGLE.format(A).replace("&", "&amp;")
    words, own = cited(f'El <a href="{wrapper}">informe</a> y <a href="{wrapper}">{A}</a>')
    assert (words.url, words.raw, words.repairs) == (A, GOOGLE.format(A), ("wrapper",))
    assert (own.url, own.raw, own.flags, own.repairs) == (A, A, (), ())


def test_a_wrapper_in_a_text_is_read_so_too() -> None:
    (found,) = read(f"Ver {GOOGLE.format(A)} hoy.".encode()).citations
    assert (found.url, found.raw, found.repairs) == (A, GOOGLE.format(A), ("wrapper",))
    listed = read(
        f"{GOOGLE.format(A)}\nhttps://b.example/\nhttps://c.example/\n".encode()
    ).citations
    assert [one.url for one in listed] == [A, "https://b.example/", "https://c.example/"]


def test_a_wrapper_is_no_other_reading_since_it_answers_when_its_document_is_gone() -> None:
    body = f'Ver {GOOGLE.format(A)} y <a href="{OUTLOOK.format(A)}">{A}</a>.'
    assert [(one.url, one.alternatives) for one in cited(body)] == [(A, ()), (A, ())]


def test_a_wrapped_link_is_mended() -> None:
    correction = Correction(A, "https://nuevo.example/a")
    assert Corrections([correction]).of(GOOGLE.format(A)) == correction


def test_many_wrappers_in_one_another_end() -> None:
    url = A
    for _ in range(8):
        url = GOOGLE.format(quote(url, safe=""))
    assert unwrapped(url) is not None
