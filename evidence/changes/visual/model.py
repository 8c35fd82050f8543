"""What the comparison of two pictures is told in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Rows of one strip that differ; one of both ranges may be empty."""

    left: int
    right: int
    """pixels of the strip"""
    top: int
    bottom: int
    """rows of the picture before"""
    new_top: int
    new_bottom: int
    """rows of the picture after"""


@dataclass(frozen=True, slots=True)
class Place:
    """What differs in one part of the page, in both pictures."""

    boxes: tuple[Box, ...]
    top: int
    bottom: int
    new_top: int
    new_bottom: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two pictures of a page differ."""

    places: int
    """parts of the page that differ, 0 where none does"""
    shown: int
    """how many of them the picture shows, from the top of the page; the last one perhaps not to its end"""
    masked: bool
    """whether something that always varies was left out of them"""
    data: str
    """the picture, WebP in base64: of each place what it was on the left and what it is on the right, outlined;
    empty where there is no place to show"""
    width: int
    height: int
    """its pixels"""
