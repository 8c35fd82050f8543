"""The Open Government Partnership's pages on Mexico: action plans and reports, their files under
``wp-content/uploads``."""

from evidence.config import Board

HOMES = ("opengovpartnership.org/",)
BOARD = Board(
    preset="ogp",
    scope=("/members/mexico", "/es/members/mexico", "/documents/mexico", "/es/documents/mexico"),
    depth=4,
    pages=600,
)
