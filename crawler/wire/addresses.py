"""Which addresses may be asked: a cited URL must not make us knock on our own network's doors."""

from __future__ import annotations

import ipaddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in IPv6 clothes."""


def refusal(address: str, *, allow_private: bool) -> str | None:
    """Why ``address`` (a literal) may not be connected to, or None.

    Link-local addresses hold cloud metadata services (169.254.169.254) and are never asked, nor are
    multicast and unspecified ones; private networks and loopback only with ``allow_private``.
    """
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            ip = ip.ipv4_mapped
        elif ip.sixtofour:
            ip = ip.sixtofour
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.is_link_local:
        return f"{address} (link-local)"
    if ip.is_multicast or ip.is_unspecified:
        return f"{address} (no host)"
    if not ip.is_global and not allow_private:
        return f"{address} (private)"
    return None
