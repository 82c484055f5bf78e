"""What a row of shop data is made of.

Follows the site archive format; names are its element names with underscores.
"""

from msgspec import Struct

Texts = dict[str, str]
"""Localised text by language tag; ``x-default`` is the fallback."""


class Record(Struct, kw_only=True, omit_defaults=True):
    """A row of shop data; times are epoch milliseconds, UTC."""
