from __future__ import annotations

import pytest

from crawler.wire.addresses import refusal

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "100.64.0.1", "::1", "fc00::1", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "2002:7f00:1::", "192.0.2.1", "198.18.0.1", "240.0.0.1",
]  # fmt: skip
NEVER = ["169.254.169.254", "fe80::1", "fe80::1%eth0", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "0.0.0.0", "::",
         "224.0.0.1", "ff02::1"]  # fmt: skip
PUBLIC = ["200.23.8.5", "2606:4700::1111", "64:ff9b::c817:805"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_networks_only_when_allowed(address: str) -> None:
    assert refusal(address, allow_private=False)
    assert refusal(address, allow_private=True) is None


@pytest.mark.parametrize("address", NEVER)
def test_metadata_services_and_no_hosts_never(address: str) -> None:
    assert refusal(address, allow_private=False)
    assert refusal(address, allow_private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_asked(address: str) -> None:
    assert refusal(address, allow_private=False) is None
