"""Where viewers keep the documents that they show, and what is no viewer."""

from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest

from evidence.viewers import document_targets, kept_at

PAGE = "https://www.ayto.example"
FILE = f"{PAGE}/docs/acta.pdf"
DRIVE = "https://drive.google.com/uc?export=download&id=1AbC"
PACKED = urlsafe_b64encode(
    b'{"url":"https:\\/\\/www.ayto.example\\/docs\\/acta.pdf","index":1}'
).decode()


@pytest.mark.parametrize(
    ("cited", "target"),
    [
        (f"{PAGE}/pdfjs/web/viewer?file=../../docs/acta.pdf", FILE),
        (f"{PAGE}/wp-content/plugins/x/pdfjs/web/viewer.php?shownav=0&file=/docs/acta.pdf#zoom=auto", FILE),
        (f"{PAGE}/pdfjs/web/viewer.html?file=%2Fget.jsp%3Fid%3D1%26x%3D2", f"{PAGE}/get.jsp?id=1&x=2"),
        (f"{PAGE}/ViewerJS/#../docs/acta.pdf", FILE),
        (f"{PAGE}/ViewerJS/index.html?zoom=page-width#{FILE}", FILE),
        ("https://docs.google.com/gview?embedded=true&url=www.ayto.example/docs/acta.pdf",
         "http://www.ayto.example/docs/acta.pdf"),
        ("https://docs.google.com/viewer?url=//www.ayto.example/docs/acta.pdf", FILE),
        ("https://docs.google.com/viewer?srcid=1AbC&pid=explorer&a=v&embedded=true", DRIVE),
        ("https://docs.google.com/file/d/1AbC/preview", DRIVE),
        ("https://drive.google.com/a/ayto.example/file/d/1AbC/view", DRIVE),
        ("https://drive.google.com/u/0/uc?id=1AbC", DRIVE),
        ("https://docs.google.com/a/ayto.example/document/d/1AbC/edit",
         "https://docs.google.com/document/d/1AbC/export?format=pdf"),
        (f"{PAGE}/?pdfemb-data={PACKED}", FILE),
    ],
)  # fmt: skip
def test_a_viewer_is_known_with_whatever_it_was_told(cited: str, target: str) -> None:
    (kept,) = kept_at(cited)
    assert (kept.url, kept.is_guess, kept.is_known) == (target, False, True)


@pytest.mark.parametrize(
    "cited",
    [
        f"{PAGE}/visor.php?archivo=/docs/acta.pdf",
        f"{PAGE}/visor?documento=https%3A%2F%2Fwww.ayto.example%2Fdocs%2Facta.pdf",
        f"{PAGE}/visor/?ruta=../docs/acta.pdf",
        f"{PAGE}/descarga.php?file=/docs/acta.pdf",
        f"{PAGE}/sitios/x/_layouts/15/WopiFrame.aspx?sourcedoc=/docs/acta.pdf&action=default",
    ],
)
def test_what_a_page_is_told_may_be_a_place_on_its_servers_disk(cited: str) -> None:
    (kept,) = kept_at(cited)
    assert (kept.url, kept.is_guess, kept.is_known) == (FILE, True, False)


@pytest.mark.parametrize(
    "cited",
    [
        f"{PAGE}/login?next=/docs/acta.pdf",
        f"{PAGE}/login?returnUrl=/docs/acta.pdf",
        f"{PAGE}/buscar?q=/docs/acta.pdf",
        f"https://www.facebook.com/plugins/like.php?href={FILE}",
        f"https://platform.twitter.com/widgets/tweet_button.html?url={FILE}",
        f"{PAGE}/visor?archivo=acta.pdf",
        f"{PAGE}/visor?nota=Véase el acta.pdf",
        f"{PAGE}/ViewerJS/#inicio",
        f"{PAGE}/?pdfemb-data=%ff%ff",
        f"{PAGE}/?pdfemb-data=eyJ1cmwi",
        "https://docs.google.com/file/d/",
    ],
)
def test_what_leads_a_reader_on_shows_no_document(cited: str) -> None:
    assert document_targets(cited) == ()


def test_players_and_previews_are_told_addresses_too() -> None:
    (kept,) = kept_at("https://player.example/?url=https%3A//api.example/tracks/1")
    assert not kept.is_known
