from __future__ import annotations

import pytest

from crawler.wire.addresses import refusal

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "100.64.0.1", "::1", "fc00::1", "::ffff:10.0.0.1",
    "64:ff9b::a00:1", "2002:7f00:1::", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::127.0.0.1", "::ffff:0:127.0.0.1",
    "fec0::1", "64:ff9b:1::7f00:1", "2606:4700::5efe:7f00:1", "2606:4700::200:5efe:a00:1", "4000::1", "100::1",
    "2001:0:c817:805::80ff:fffe", "255.255.255.255",
]  # fmt: skip
NEVER = ["169.254.169.254", "fe80::1", "fe80::1%eth0", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "0.0.0.0", "::",
         "224.0.0.1", "ff02::1", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254",
         "fd00:42::42", "::ffff:168.63.129.16", "::a9fe:a9fe", "::ffff:0:a9fe:a9fe", "64:ff9b:1::a9fe:a9fe",
         "2606:4700::5efe:a9fe:a9fe", "2002:a9fe:a9fe::", "2001:0:a9fe:a9fe::", "::e000:1",
         "fe80::1%25eth0"]  # fmt: skip
PUBLIC = ["200.23.8.5", "2606:4700::1111", "64:ff9b::c817:805", "2002:c817:805::1", "::ffff:200.23.8.5",
          "2606:4700::5efe:c817:805", "168.63.129.15", "100.128.0.1", "3fff:8000::1"]  # fmt: skip


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
