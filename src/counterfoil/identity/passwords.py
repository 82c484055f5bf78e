"""Passwords and access keys: argon2 for ours, scrypt as a site archive carries it.

Hashing takes tens of milliseconds of processor time, so the asynchronous forms run in threads, a few at once.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import math
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")


@cache
def _nobody() -> str:
    """Return what is checked for unknown names, so that they take as long as known ones."""
    return _hasher.hash("nobody")


def hash_password(password: str) -> str:
    """Return the argon2 string of a password."""
    return _hasher.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Say whether a password fits a stored argon2 or imported scrypt string; None never fits."""
    if stored is not None and stored.startswith("$s0$"):
        return _verify_scrypt(stored, password)
    try:
        return _hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_upgrade(stored: str) -> bool:
    """Say whether a hash that fitted should be replaced by a new one."""
    return not stored.startswith("$argon2") or _hasher.check_needs_rehash(stored)


async def verify(stored: str | None, password: str) -> bool:
    """Check a password without holding up other requests."""
    return await asyncio.get_running_loop().run_in_executor(_threads, verify_password, stored, password)


async def hashed(password: str) -> str:
    """Hash a password without holding up other requests."""
    return await asyncio.get_running_loop().run_in_executor(_threads, hash_password, password)


def _verify_scrypt(stored: str, password: str) -> bool:
    """Check ``$s0$<parameters hex>$<salt>$<key>``, parameters being log2 N << 16 | r << 8 | p."""
    try:
        _, _, parameters, salt, key = stored.split("$")
        number = int(parameters, 16)
        log_n, r, p = number >> 16, (number >> 8) & 0xFF, number & 0xFF
        wanted = base64.b64decode(key, validate=True)
        if log_n > 20 or r * p > 64 or not wanted:
            return False
        made = hashlib.scrypt(
            password.encode(),
            salt=base64.b64decode(salt, validate=True),
            n=int(math.pow(2, log_n)),
            r=r,
            p=p,
            dklen=len(wanted),
            maxmem=256 * 1024 * 1024,
        )
    except (ValueError, binascii.Error):
        return False
    return hmac.compare_digest(made, wanted)
