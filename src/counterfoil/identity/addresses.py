"""From where an account may be used: single addresses, networks (10.0.0.0/8) and ranges (10.0.0.1-10.0.0.9)."""

import ipaddress
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def check_range(text: str) -> str:
    """Return a range as it is kept; ValueError where it is none."""
    _ends(text)
    return text.strip()


def is_within(address: str, ranges: Iterable[str]) -> bool:
    """Say whether an address is in one of the ranges; what is no address is in none."""
    try:
        found = _plain(ipaddress.ip_address(address))
    except ValueError:
        return False
    for text in ranges:
        first, last = _ends(text)
        if first.version == found.version and int(first) <= int(found) <= int(last):
            return True
    return False


def _ends(text: str) -> tuple[Address, Address]:
    first, dash, last = text.partition("-")
    if dash:
        ends = ipaddress.ip_address(first.strip()), ipaddress.ip_address(last.strip())
        if ends[0].version != ends[1].version or int(ends[0]) > int(ends[1]):
            raise ValueError(f"{text} goes from nowhere to nowhere")
        return ends
    network = ipaddress.ip_network(text.strip(), strict=False)
    return network[0], network[-1]


def _plain(address: Address) -> Address:
    """Return an IPv4 address that came by an IPv6 socket as what it is."""
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
