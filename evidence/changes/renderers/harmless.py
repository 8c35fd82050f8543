"""Text from a page must not act: no escape sequence for a terminal, no reversal of reading
direction."""

from __future__ import annotations

_SHOWN = {code: 0x2400 + code for code in range(0x20) if code != 0x0A}
"""Control characters as the pictures that Unicode has for them; a line feed stays."""
_ACTING = dict.fromkeys(
    (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    0xFFFD,
)
"""DEL, C1 controls, and the bidirectional controls (Unicode TR 36, 'Trojan source')."""
_TABLE = _SHOWN | _ACTING


def harmless(text: str) -> str:
    """``text`` with every character that acts made visible."""
    return text.translate(_TABLE)
