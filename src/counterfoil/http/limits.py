"""What a connection may take: the settings of it, as the protocol compares with them."""

import math
import sys
from typing import NamedTuple

from counterfoil.config import Settings


class Limits(NamedTuple):
    """Times in seconds, sizes in bytes; a setting of 0 is no limit."""

    header_seconds: float
    body_seconds: float
    body_bytes_per_second: float
    keep_alive_seconds: float
    url_bytes: int
    header_bytes: int
    headers: int
    connections: int
    explains: bool = False
    """Whether a refusal says what to do about it when the request does not say x-explain."""
    typed_arguments: bool = False
    """Whether a refusal says of each argument what it is."""


def limits_of(settings: Settings) -> Limits:
    """Return the limits that the settings ask for."""
    return Limits(
        header_seconds=settings.header_seconds or math.inf,
        body_seconds=settings.body_seconds or math.inf,
        body_bytes_per_second=settings.body_bytes_per_second or math.inf,
        keep_alive_seconds=settings.keep_alive_seconds or math.inf,
        url_bytes=settings.max_url_bytes or sys.maxsize,
        header_bytes=settings.max_header_bytes or sys.maxsize,
        headers=settings.max_headers or sys.maxsize,
        connections=settings.max_connections or sys.maxsize,
        explains=settings.emulator,
        typed_arguments=settings.typed_fault_arguments,
    )
