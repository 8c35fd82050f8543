"""Two pictures of a page compared as pictures."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from random import Random
from typing import TYPE_CHECKING

import pytest

from evidence.changes import visual
from evidence.fence import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

Image = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
WIDE = 640
PAPER = (255, 255, 255)


def page(blocks: Sequence[tuple[int, int]], *, high: int = 1_200, beside: int = 0) -> bytes:
    """A page of blocks of 60 rows that look like text, each a (row, seed); ``beside`` is the seed of something at
    its right side, which stays where it is."""
    image = Image.new("RGB", (WIDE, high), PAPER)
    for top, seed in blocks:
        image.paste(_noise(seed, 400, 60), (0, top))
    if beside:
        image.paste(_noise(beside, 160, 160), (480, 300))
    return png(image)


def png(image: Image.Image) -> bytes:
    packed = io.BytesIO()
    image.save(packed, "PNG")
    return packed.getvalue()


def _noise(seed: int, wide: int, high: int) -> Image.Image:
    return Image.frombytes("L", (wide, high), Random(seed).randbytes(wide * high)).convert("RGB")


TEXT = [(40, 1), (140, 2), (240, 3), (340, 4), (440, 5), (540, 6)]


def drawn(found: visual.Difference) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(found.data))).convert("RGB")


def test_the_same_picture_differs_nowhere() -> None:
    found = visual.difference(page(TEXT), page(TEXT))
    assert (found.places, found.shown, found.masked, found.data) == (0, 0, False, "")


def test_a_block_that_came_in_is_one_place_and_what_it_moved_is_none() -> None:
    after = [*TEXT[:3], (340, 99), *((top + 100, seed) for top, seed in TEXT[3:])]
    found = visual.difference(page(TEXT, beside=7), page(after, beside=7))
    assert (found.places, found.shown) == (1, 1)
    assert found.height < 250  # of 1,200: the block with a little around it


def test_a_block_that_is_gone_is_one_place() -> None:
    found = visual.difference(page(TEXT), page([one for one in TEXT if one[1] != 3]))
    assert found.places == 1


def test_two_blocks_far_from_each_other_are_two_places() -> None:
    after = [(top, 90 + seed if seed in (1, 6) else seed) for top, seed in TEXT]
    assert visual.difference(page(TEXT), page(after)).places == 2


def test_more_space_between_blocks_is_no_difference() -> None:
    after = [(top + 55 * (seed > 3), seed) for top, seed in TEXT]
    assert visual.difference(page(TEXT), page(after)).places == 0


def test_what_always_varies_is_masked_and_what_never_did_is_not() -> None:
    earlier, before = page(TEXT, beside=50), page(TEXT, beside=51)
    alike = visual.difference(before, page(TEXT, beside=52), [earlier])
    assert (alike.places, alike.masked) == (0, True)
    altered = [(top, 99 if seed == 5 else seed) for top, seed in TEXT]
    found = visual.difference(before, page(altered, beside=52), [earlier])
    assert (found.places, found.masked) == (1, True)
    bare = visual.difference(before, page(TEXT, beside=52))
    assert (bare.places, bare.masked) == (1, False)


def test_a_real_difference_in_a_picture_that_was_steady_is_never_masked_by_its_neighbour() -> None:
    """The block at the same height as what varies, but beside it."""
    altered = [(top, 99 if top == 340 else seed) for top, seed in TEXT]
    found = visual.difference(
        page(TEXT, beside=51), page(altered, beside=52), [page(TEXT, beside=50)]
    )
    assert found.places == 1


def test_smoothing_of_letters_is_no_difference() -> None:
    one = Image.open(io.BytesIO(page(TEXT)))
    assert visual.difference(png(one), png(one.point(lambda value: max(0, value - 20)))).places == 0


def test_a_colour_of_the_same_lightness_is_a_difference() -> None:
    red, green = (Image.new("RGB", (WIDE, 800), PAPER) for _ in range(2))
    red.paste((200, 0, 0), (100, 100, 200, 200))
    green.paste((0, 102, 0), (100, 100, 200, 200))
    assert visual.difference(png(red), png(green)).places == 1


def test_both_sides_are_in_the_picture_and_outlined() -> None:
    altered = [(top, 99 if seed == 3 else seed) for top, seed in TEXT]
    picture = drawn(visual.difference(page(TEXT), page(altered)))
    assert picture.width == 2 * 640 + 12
    for half in (
        picture.crop((0, 0, 640, picture.height)),
        picture.crop((652, 0, 1292, picture.height)),
    ):
        reds = sum(1 for r, g, b in half.get_flattened_data() if r > 150 and g < 90 and b < 90)
        assert reds > 500


def test_pages_that_have_nothing_in_common_are_told_within_the_budget() -> None:
    one, other = (png(_noise(seed, 1280, 4_000)) for seed in (1, 2))
    found = visual.difference(one, other)
    assert found.places == 1
    assert len(found.data) * 3 // 4 <= 90_000


def test_a_page_of_sixteen_thousand_rows_is_compared() -> None:
    blocks = [(top, top) for top in range(0, 15_900, 100)]
    image = Image.new("RGB", (1280, 16_000), PAPER)
    for top, seed in blocks:
        image.paste(_noise(seed, 400, 60), (0, top))
    before = png(image)
    image.paste(_noise(7, 400, 60), (0, 15_000))
    assert visual.difference(before, png(image), [before, before]).places == 1


def _said(wide: int, high: int) -> bytes:
    """A PNG that says to have that size, and has no more than its beginning."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "hostile",
    [
        _said(60_000, 60_000),
        _said(1_280, 30_000),
        _said(5_000, 5_000),
        _said(0, 0),
        page(TEXT)[:900],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 500,
        b"GIF89a" + b"\0" * 100,
        b"",
    ],
)
def test_hostile_pictures_are_refused(hostile: bytes) -> None:
    for pair in ((hostile, page(TEXT)), (page(TEXT), hostile)):
        with pytest.raises(Refused):
            visual.difference(*pair)
    with pytest.raises(Refused):
        visual.difference(page(TEXT), page(TEXT[:2]), [hostile])


def test_pictures_of_windows_of_other_widths_are_not_compared() -> None:
    with pytest.raises(Refused, match="width"):
        visual.difference(page(TEXT), png(Image.new("RGB", (320, 400))))
