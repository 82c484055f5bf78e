"""Which language and currency an answer is in. Follows section 9.4 of the platform reference."""

import re

from counterfoil import faults
from counterfoil.commerce.currencies import CURRENCIES
from counterfoil.commerce.texts import Tongue
from counterfoil.documents.redact import redact
from counterfoil.shop.call import Call
from counterfoil.shop.state import Site, State

_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{2})?")
_RANGE = re.compile(r"([A-Za-z]{1,8})(?:-([A-Za-z]{2}))?")
_MOST_RANGES = 20
DEFAULT = "default"


async def check_locale(text: str, state: State, site: Site) -> str:
    """Return the locale that a parameter names; faults MALFORMED_LOCALE, UNKNOWN_LOCALE, UNSUPPORTED_LOCALE."""
    if text == DEFAULT:
        return DEFAULT
    if not _LOCALE.fullmatch(text):
        raise faults.MALFORMED_LOCALE(locale=redact(text[:50]))
    language, _, country = text.replace("-", "_").partition("_")
    locale = _named(language, country)
    if locale not in await state.locales():
        raise faults.UNKNOWN_LOCALE(locale=text)
    if locale not in site_locales(site):
        raise faults.UNSUPPORTED_LOCALE(locale=text)
    return locale


def served_locale(text: str | None, site: Site) -> str | None:
    """Return the locale that settings name, None if the site does not have it."""
    language, _, country = (text or "").replace("-", "_").partition("_")
    locale = _named(language, country)
    return locale if locale in site_locales(site) else None


def preferred_locale(header: str, site: Site) -> str | None:
    """Return the locale of the site that an Accept-Language header likes best, None if it likes none of them."""
    liked: list[tuple[float, str]] = []
    known = [name for name in site_locales(site) if name != DEFAULT]
    for part in header.split(",")[:_MOST_RANGES]:
        wanted, _, parameters = part.partition(";")
        found = _RANGE.fullmatch(wanted.strip())
        weight = _weight(parameters)
        if found is None or not weight:
            continue
        name = _named(found[1], found[2] or "")
        fitting = [locale for locale in known if locale == name] or [
            locale for locale in known if locale.partition("_")[0] == found[1].lower()
        ]
        liked += [(weight, fitting[0])] if fitting else []
    return max(liked, key=lambda pair: pair[0])[1] if liked else None


def check_currency(currency: str, site: Site, unknown: str) -> None:
    """Refuse a currency that the site does not sell in.

    Fault UNSUPPORTED_CURRENCY; where unknown ones are not to be found, CURRENCY_NOT_FOUND for a code that is none.
    """
    if currency in site.shop.currencies:
        return
    if unknown == "not_found" and currency not in CURRENCIES:
        raise faults.CURRENCY_NOT_FOUND(currency_id=redact(currency[:20]))
    raise faults.UNSUPPORTED_CURRENCY(currency=redact(currency[:20]))


def requested_locale(call: Call) -> Tongue:
    """Return the locale of the request, the site's own if it names none, with those it falls back to."""
    return call.site.shop.tongue(call.locale)


def site_locales(site: Site) -> list[str]:
    """Return the locales of the site, its default one among them."""
    return list(dict.fromkeys([*site.data.listed("SiteLocales"), site.shop.locale]))


def requested_currency(call: Call) -> str:
    """Return the currency of the request, the site's own if it names none."""
    return call.query.get("currency") or call.site.shop.currency


def _named(language: str, country: str) -> str:
    return f"{language.lower()}_{country.upper()}" if country else language.lower()


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if not name.strip():
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
