"""What a setting is: a default, its help, and the values it may have."""

import dataclasses
from typing import Any


class SettingsError(Exception):
    """A setting that cannot be used; the message says what to do."""


def setting(
    default: Any, text: str, *, words: tuple[str | int, ...] = (), least: int | None = None, most: int | None = None
) -> Any:
    """Make the row of a setting; ``words`` are the few values it may have, ``least`` and ``most`` its bounds."""
    return dataclasses.field(default=default, metadata={"help": text, "words": words, "least": least, "most": most})
