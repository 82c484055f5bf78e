"""Clock, identifiers and randomness: everything a run takes from outside itself comes from here.

Production uses :class:`SystemAmbient`; tests and deterministic runs :class:`SeededAmbient`.
"""

import base64
import os
import random
import secrets
import time
from typing import Protocol

_POOL = 4096


class Ambient(Protocol):
    """The one source of time and chance."""

    def now(self) -> int:
        """Return the instant in milliseconds since 1970, UTC."""
        ...

    def random_bytes(self, count: int) -> bytes:
        """Return bytes nobody can guess (a seeded source: the next ones of its sequence)."""
        ...


class SystemAmbient:
    """The system's clock and randomness, which is drawn in large pieces: a system call for every id would be dear."""

    def __init__(self) -> None:
        self._pool = b""
        self._used = 0
        # A child process must not hand out what its parent will.
        os.register_at_fork(after_in_child=self._forget)

    def now(self) -> int:
        """Return the instant in milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000

    def random_bytes(self, count: int) -> bytes:
        """Return bytes from the system's generator."""
        end = self._used + count
        if end > len(self._pool):
            self._pool, self._used, end = secrets.token_bytes(max(_POOL, count)), 0, count
        taken = self._pool[self._used : end]
        self._used = end
        return taken

    def _forget(self) -> None:
        self._pool, self._used = b"", 0


class SeededAmbient:
    """A sequence that is the same for the same seed, and a clock that stands until it is moved."""

    def __init__(self, seed: int, instant: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  repeatable is the point; refused in service mode
        self.instant = instant

    def now(self) -> int:
        """Return the instant the clock stands at."""
        return self.instant

    def advance(self, milliseconds: int) -> None:
        """Move the clock forward."""
        self.instant += milliseconds

    def random_bytes(self, count: int) -> bytes:
        """Return the next bytes of the sequence."""
        return self._random.randbytes(count)


def new_id(ambient: Ambient) -> str:
    """Make an id of basket, item or instrument: 26 lower-case hexadecimal digits."""
    return ambient.random_bytes(13).hex()


def new_customer_id(ambient: Ambient) -> str:
    """Make a customer id: 26 alphanumerics that begin with ``ab``."""
    return "ab" + ambient.random_bytes(12).hex()


def new_token(ambient: Ambient, count: int = 32) -> str:
    """Make a URL-safe secret; 32 bytes give the 43 characters of an order token."""
    return base64.urlsafe_b64encode(ambient.random_bytes(count)).decode("ascii").rstrip("=")


def new_gift_certificate_code(ambient: Ambient) -> str:
    """Make the code of a gift certificate: sixteen capital letters and digits in groups of four, eighty bits."""
    text = base64.b32encode(ambient.random_bytes(10)).decode("ascii")
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def new_coupon_code(ambient: Ambient, prefix: str, length: int) -> str:
    """Make a coupon code: a prefix, and so many capital letters and digits that are not mistaken for each other."""
    text = base64.b32encode(ambient.random_bytes(length)).decode("ascii")[:length]
    return prefix + text.replace("O", "8").replace("I", "9")
