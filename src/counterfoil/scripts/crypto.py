"""What scripts count of bytes: digests, authentication codes, encodings of text, and chance."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from typing import Any

_DIGESTS = {
    "MD5": "md5",
    "SHA": "sha1",
    "SHA-1": "sha1",
    "SHA1": "sha1",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
}
_MOST_RANDOM = 65536


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def digest(argument: list[object]) -> str:
    """Return the digest of pieces of bytes by the platform's name of an algorithm."""
    name, pieces = str(argument[0]).upper(), argument[1]
    if name not in _DIGESTS:
        raise ValueError(f"the algorithm {name} is not supported here")
    made = hashlib.new(_DIGESTS[name], usedforsecurity=False)
    for piece in pieces if isinstance(pieces, list) else []:
        made.update(_bytes(piece))
    return _text(made.digest())


def mac(argument: list[str]) -> str:
    """Return the authentication code of bytes with a key by the platform's name of an algorithm."""
    name = argument[0].upper().removeprefix("HMAC").replace("SHA", "SHA-")
    return _text(hmac.new(_bytes(argument[2]), _bytes(argument[1]), _DIGESTS[name]).digest())


def encode_text(pair: list[str]) -> str:
    """Return the bytes of a text; what the encoding has no sign for is a question mark."""
    return _text(pair[0].encode(_known(pair[1]), "replace"))


def decode_text(pair: list[str]) -> str:
    """Return the text of bytes; what the encoding does not know is replaced by the sign for it."""
    return _bytes(pair[0]).decode(_known(pair[1]), "replace")


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except (LookupError, UnicodeError):
        raise ValueError(f"the encoding {encoding} is not supported") from None
    return encoding


class Chance:
    """Bytes nobody can guess: a stream from the seed the server drew for the call, the same when it is replayed."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._count = 0

    def draw(self, count: int) -> str:
        """Return the next bytes."""
        data = b""
        while len(data) < min(count, _MOST_RANDOM):
            self._count += 1
            data += hmac.new(self._seed, self._count.to_bytes(8, "big"), "sha256").digest()
        return _text(data[:count])


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "digest": digest,
    "mac": mac,
    "encode_text": encode_text,
    "decode_text": decode_text,
}
