"""Which language and currency an answer is in. Follows section 9.4 of the platform reference."""

import re

from counterfoil import faults
from counterfoil.shop.call import Call

_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z]{2})?")
DEFAULT = "default"


async def requested_locale(call: Call) -> str:
    """Return the locale of the request, the site's own if it names none.

    Faults: MALFORMED_LOCALE, UNKNOWN_LOCALE, UNSUPPORTED_LOCALE.
    """
    text = call.query.get("locale")
    if not text:
        return call.site.shop.locale
    if text == DEFAULT:
        return DEFAULT
    if not _LOCALE.fullmatch(text):
        raise faults.MALFORMED_LOCALE(locale=text[:50])
    language, _, country = text.replace("-", "_").partition("_")
    locale = f"{language.lower()}_{country.upper()}" if country else language.lower()
    if locale not in await call.state.locales():
        raise faults.UNKNOWN_LOCALE(locale=text)
    if locale not in site_locales(call):
        raise faults.UNSUPPORTED_LOCALE(locale=text)
    return locale


def site_locales(call: Call) -> list[str]:
    """Return the locales of the site, its default one among them."""
    return list(dict.fromkeys([*call.site.data.listed("SiteLocales"), call.site.shop.locale]))


def requested_currency(call: Call) -> str:
    """Return the currency of the request, the site's own if it names none; fault UNSUPPORTED_CURRENCY."""
    currency = call.query.get("currency") or call.site.shop.currency
    if currency not in call.site.shop.currencies:
        raise faults.UNSUPPORTED_CURRENCY(currency=currency[:20])
    return currency
