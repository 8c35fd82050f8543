"""Which addresses may be asked: a cited URL must not make us knock on our own network's doors."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in IPv6 clothes."""
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")
"""RFC 8215: the same inside one network."""
_COMPATIBLE = ipaddress.ip_network("::/96")
_TRANSLATED = ipaddress.ip_network("::ffff:0:0:0/96")
"""RFC 4291, 2.5.5.1 and RFC 2765, 2.1: older clothes of the same kind, which no router takes any more."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""RFC 5214, 6.1: before the IPv4 address in the last 32 bits."""
_UNICAST = ipaddress.ip_network("2000::/3")
"""All of IPv6 that is given out for the public network (IANA, IPv6 Address Space); ``ipaddress`` takes
site-local addresses and what is reserved for public ones."""
_METADATA = frozenset(
    map(
        ipaddress.ip_address,
        (
            "100.100.100.200",  # Alibaba Cloud
            "168.63.129.16",  # Azure: a public address that means the machine's own host there
            "192.0.0.192",  # Oracle Cloud
            "fd00:42::42",  # Scaleway
            "fd00:ec2::254",  # Amazon EC2
            "fd20:ce::254",  # Google Cloud
        ),
    )
)
"""Cloud metadata services outside the link-local networks, by the documentation of each cloud."""


def origin(from_address: str, address: str) -> tuple[str, int] | None:
    """From where ``address`` (a literal) is connected to, with the port 0, where we are to ask
    ``from_address``; None where the system chooses, as it does for the other version of IP."""
    same = (":" in address) == (":" in from_address)
    return (from_address, 0) if from_address and same else None


def refusal(address: str, *, allow_private: bool) -> str | None:
    """Why ``address`` (a literal) may not be connected to, or None.

    Link-local addresses hold cloud metadata services (169.254.169.254) and are never asked, nor are
    those that hold them elsewhere, multicast and unspecified ones; private networks and loopback only
    with ``allow_private``. An address that carries an IPv4 address means that one too.
    """
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    meant = (ip, *_carried(ip))
    if any(one.is_link_local for one in meant):
        return f"{address} (link-local)"
    if not _METADATA.isdisjoint(meant):
        return f"{address} (cloud metadata)"
    if any(one.is_multicast or one.is_unspecified for one in meant):
        return f"{address} (no host)"
    if not allow_private and not _is_public(ip):
        return f"{address} (private)"
    return None


def _is_public(ip: _Address) -> bool:
    """Whether an address lies in the public network, or is routed to one that does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global
    inner = ip.ipv4_mapped or ip.sixtofour or (_last(ip) if ip in _NAT64 else None)
    if inner is not None:
        return inner.is_global
    return ip.is_global and ip in _UNICAST and all(one.is_global for one in _carried(ip))


def _carried(ip: _Address) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 addresses that an IPv6 address carries."""
    if isinstance(ip, ipaddress.IPv4Address):
        return
    if ip.ipv4_mapped:
        yield ip.ipv4_mapped
    if ip.sixtofour:
        yield ip.sixtofour
    if ip.teredo:
        yield from ip.teredo
    in_clothes = any(ip in network for network in (_NAT64, _NAT64_LOCAL, _TRANSLATED))
    is_compatible = ip in _COMPATIBLE and not (ip.is_loopback or ip.is_unspecified)
    if in_clothes or is_compatible or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        yield _last(ip)


def _last(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
