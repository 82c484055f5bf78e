"""Instants between their two forms: milliseconds since 1970 and the text documents hold."""

import re
from datetime import UTC, datetime
from functools import lru_cache

_FORM = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})")


@lru_cache(maxsize=64)
def date_time(instant: int) -> str:
    """Write an instant the way documents hold it: ``2017-08-24T06:06:50.947Z``."""
    seconds, milliseconds = divmod(instant, 1000)
    return f"{_second(seconds)}.{milliseconds:03d}Z"


@lru_cache(maxsize=64)
def _second(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}"


@lru_cache(maxsize=256)
def instant_of(text: str) -> int:
    """Read ISO 8601 with minutes, seconds or fractions and an offset; ValueError for anything else."""
    if not _FORM.fullmatch(text):
        raise ValueError(text)
    moment = datetime.fromisoformat(text)
    return round(moment.timestamp() * 1000)
