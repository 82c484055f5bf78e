"""Documents at rest: canonical JSON of the whole struct, internal properties included, and its state token.

Equal content of equal revision gives an equal ``_resource_state`` and, before 15.6, an equal ETag.
"""

from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

from msgspec.json import Decoder, Encoder

from counterfoil.documents.fields import holds_secrets
from counterfoil.documents.properties import Document

AnyDocument = TypeVar("AnyDocument", bound=Document)

_ENCODER = Encoder(decimal_format="number", order="deterministic")


@cache
def _decoder(cls: type[Document]) -> Decoder[Any]:
    return Decoder(cls, float_hook=Decimal)


def encode(document: Document) -> bytes:
    """Write a document as it is stored; one that may hold a card number or a password is refused."""
    if holds_secrets(type(document)):
        raise TypeError(f"{type(document).__name__} may hold secrets and is never stored")
    return _ENCODER.encode(document)


def decode(cls: type[AnyDocument], content: bytes) -> AnyDocument:
    """Read a stored document."""
    document: AnyDocument = _decoder(cls).decode(content)
    return document


def state_of(content: bytes, revision: int) -> str:
    """Return the 64 hex digits that name this content at this revision."""
    return sha256(b"%d:%b" % (revision, content)).hexdigest()


def etag_of(document: Document) -> str:
    """Return the 64 hex digits that name a nested document's content."""
    return sha256(encode(document)).hexdigest()


def names_state(if_match: str, state: str) -> bool:
    """Say whether an If-Match header names a state: one ETag, several, or the star for any."""
    tags = [tag.strip().removeprefix("W/").strip('"') for tag in if_match.split(",")]
    return "*" in tags or state in tags
