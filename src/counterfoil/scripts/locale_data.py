"""How locales write numbers, amounts and dates, and what currencies are called, for scripts that format by locale.

The tables hold what the Unicode Common Locale Data Repository says. A locale that is not there is written as its
language is; an unknown language is written as English.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from counterfoil.commerce.locale_names import COUNTRIES, LANGUAGES

_HERE = Path(__file__).parent
_DEFAULT = "en"


@cache
def _locales() -> dict[str, Any]:
    table: dict[str, Any] = json.loads((_HERE / "locales.json").read_text(encoding="utf-8"))
    return table


@cache
def _currencies() -> dict[str, str]:
    table: dict[str, str] = json.loads((_HERE / "currency_names.json").read_text(encoding="utf-8"))
    return table


def locale_formats(locale_id: str) -> dict[str, Any]:
    """Return how a locale writes; ``default`` is American English."""
    wanted = locale_id.replace("-", "_")
    formats = _locales().get(wanted) or _locales().get(wanted.partition("_")[0]) or _locales()[_DEFAULT]
    return dict(formats)


def currency_name(code: str) -> str | None:
    """Return the English name of a currency; None if there is no such currency."""
    return _currencies().get(code)


def locale_names(pair: list[str]) -> dict[str, str | None]:
    """Return the codes of three letters and the English names of a language and a country; None where not known."""
    language, country = LANGUAGES.get(pair[0]), COUNTRIES.get(pair[1])
    return {
        "iso3_language": language.code if language else None,
        "language": language.name if language else None,
        "iso3_country": country.code if country else None,
        "country": country.name if country else None,
    }


OPERATIONS: dict[str, Callable[[Any], Any]] = {
    "locale_formats": locale_formats,
    "currency_name": currency_name,
    "locale_names": locale_names,
}
