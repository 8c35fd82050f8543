"""The documents that a page's scripts show in it, and those that they only name."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from evidence.content.leaves import MOST, shown_by_script

PAGE = "https://www.ayto.example/informes/2026/"
FILE = "https://www.ayto.example/docs/acta.pdf"
FLIPBOOK = b64encode(
    json.dumps({"posts": {"12": {"data": {"guid": FILE, "pages_num": 4}}}}).encode()
).decode()


def shown(body: str) -> tuple[str, ...]:
    return shown_by_script(f"<!doctype html><title>Informe</title>{body}", PAGE)


@pytest.mark.parametrize(
    "body",
    [
        "<div class='_df_book df-lite' id=a source='/docs/acta.pdf'></div>",
        "<div class=_df_book data-source=../../docs/acta.pdf></div>",
        '<script>option_df_12 = {"outline":[],"source":"https:\\/\\/www.ayto.example\\/docs\\/acta.pdf"};</script>',
        '<div class=real3d data-flipbook-options=\'{"pdfUrl":"\\/docs\\/acta.pdf","pages":[]}\'></div>',
        f"<script>FB3D_CLIENT_DATA.push('{FLIPBOOK}');</script>",
        "<script>$('#f').FlipBook({pdf: '/docs/acta.pdf'});</script>",
        "<script>$('#v').FlowPaperViewer({config: {PDFFile : '/docs/acta.pdf', SWFFile: ''}});</script>",
        "<script>PDFObject.embed('/docs/acta.pdf#page=2', '#v');</script>",
        "<script>pdfjsLib.getDocument({url: '/docs/acta.pdf'}).promise</script>",
        "<script>var url = '/docs/acta.pdf'; pdfjsLib.getDocument(url).promise</script>",
        f"<script>view.previewFile({{content: {{location: {{url: '{FILE}'}}}}, metaData: {{}}}});</script>",
        "<script>PDFViewerApplicationOptions.set('defaultUrl', '/docs/acta.pdf');</script>",
        "<div class=wp-block-pdfemb data-pdf-url=/docs/acta.pdf></div>",
        "<div class=embedpress-embed-document-pdf data-emsrc=/docs/acta.pdf></div>",
        "<amp-google-document-embed src=/docs/acta.pdf></amp-google-document-embed>",
        "<base href=/docs/><script>PDFObject.embed('acta.pdf')</script>",
    ],
)
def test_a_document_that_is_drawn_is_known(body: str) -> None:
    assert shown(body) == (FILE,)


@pytest.mark.parametrize(
    "body",
    [
        "<script>var menu = [{url: '/a.pdf'}, {url: '/b.pdf'}]; new FlipBook();</script>",
        "<script>var source = {source: '/a.pdf'};</script>",
        "<div class=_df_thumb source=/a.pdf></div><a data-pdf=/b.pdf>B</a><button data-pdf-url=/c.pdf>C</button>",
        "<pre>PDFObject.embed('/a.pdf')</pre>",
        "<script>\n// PDFObject.embed('/a.pdf');\n</script>",
        "<script>PDFObject.embed('/docs/' + id + '.pdf'); pdfjsLib.getDocument('/a.pdf' + version)</script>",
        "<script>var u = '/a.pdf'; u = '/b.pdf'; pdfjsLib.getDocument(u)</script>",
        "<div data-pdf-url='javascript:alert(1)//.pdf'></div>",
        "<script>FB3D_CLIENT_DATA.push('no es base64 .pdf');</script>",
    ],
    ids=["menu", "no viewer", "pressed", "shown code", "out of use", "put together", "set twice", "nowhere", "packed"],
)  # fmt: skip
def test_what_a_script_only_names_is_not_shown(body: str) -> None:
    assert shown(body) == ()


def test_a_hostile_page_names_few_and_costs_little() -> None:
    assert (
        len(shown("".join(f"<div class=_df_book source=/{n}.pdf></div>" for n in range(99))))
        == MOST
    )
    assert shown("<script>getDocument" + "source:'" * 50_000 + ".pdf</script>") == ()
