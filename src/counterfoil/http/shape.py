"""What a request says of the form of its answer beside the format. Follows section 9 of the platform reference."""

from counterfoil.config import Settings
from counterfoil.documents.custom_types import CustomReader
from counterfoil.documents.selection import Selection, selection
from counterfoil.http.exchange import Exchange
from counterfoil.http.request import Request
from counterfoil.shop.locale import check_currency, check_locale, preferred_locale
from counterfoil.shop.state import Site, State
from counterfoil.versions import covers, parse_version

_LANGUAGE_SINCE, _LANGUAGE_UNTIL = parse_version("19.1"), parse_version("20.1")
"""The versions that look at the header Accept-Language: the pages of 19.x name it."""
_HINTS = (b"c_", b"\\u", b"&#")
"""How the name of a custom attribute begins, or a character of it that is escaped."""


def read_selection(request: Request) -> Selection | None:
    """Return what the parameter select keeps of the answer, None for everything; fault MALFORMED_SELECTOR."""
    text = request.query.get("select")
    return selection(text) if text else None


async def read_locale(exchange: Exchange, state: State, site: Site) -> str | None:
    """Return the locale asked for, and check the currency, on every resource; None is the site's own locale.

    Faults MALFORMED_LOCALE, UNKNOWN_LOCALE, UNSUPPORTED_LOCALE, UNSUPPORTED_CURRENCY, CURRENCY_NOT_FOUND.
    """
    query = exchange.request.query
    if currency := query.get("currency"):
        server = exchange.server
        check_currency(currency, site, server.settings.unknown_currency if server is not None else "")
    if locale := query.get("locale"):
        return await check_locale(locale, state, site)
    if covers(exchange.version, _LANGUAGE_SINCE, _LANGUAGE_UNTIL):
        return preferred_locale(exchange.request.headers.get("accept-language", ""), site)
    return None


async def custom_reader(exchange: Exchange, settings: Settings) -> CustomReader | None:
    """Return what reads the custom attributes of the body, None if it can have none."""
    body = exchange.request.body
    if exchange.state is None or not any(hint in body for hint in _HINTS):
        return None
    types = await exchange.state.custom_types()
    return CustomReader(types, exchange.version, keep_unknown=settings.unknown_custom == "keep")
