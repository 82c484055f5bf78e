"""The site a client talks to. Follows section 8 of the resource reference."""

from datetime import UTC, datetime, timedelta

from counterfoil.commerce.locale_names import COUNTRIES, LANGUAGES
from counterfoil.documents.site import Locale, Site
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.locale import DEFAULT, site_locales

_POINT = "dw.ocapi.shop.site."
_MILLISECOND = timedelta(milliseconds=1)


async def get_site(call: Call) -> Answer:
    """Return the site: its currencies, locales and time zone, and the host by which it is called."""
    await call.before(_POINT + "beforeGET")
    data, shop = call.site.data, call.site.shop
    host = call.base_url.partition("://")[2].partition("/")[0]
    local = datetime.fromtimestamp(call.now / 1000, UTC).astimezone(shop.zone)
    offset = local.utcoffset() or timedelta()
    document = Site(
        id=data.site_id,
        name=data.name or data.site_id,
        status="offline" if data.storefront_status == "offline" else "online",
        allowed_currencies=list(shop.currencies),
        default_currency=shop.currency,
        allowed_locales=[_locale(name, is_default=name == shop.locale) for name in site_locales(call.site)],
        default_locale=shop.locale.replace("_", "-"),
        http_hostname=host,
        https_hostname=host,
        timezone=data.preferences.get("SiteTimezone") or "Etc/UTC",
        timezone_offset=offset // _MILLISECOND,
    )
    return await call.answer(document, _POINT + "modifyGETResponse")


def _locale(name: str, *, is_default: bool) -> Locale:
    if name == DEFAULT:
        return Locale(id=DEFAULT, name=DEFAULT, display_name=DEFAULT, default=is_default)
    language, _, country = name.partition("_")
    tongue, land = LANGUAGES.get(language), COUNTRIES.get(country)
    shown = tongue.name if tongue else language
    if country:
        shown += f" ({land.name if land else country})"
    return Locale(
        id=name.replace("_", "-"),
        name=shown,
        display_name=shown,
        default=is_default,
        language=language,
        display_language=tongue.name if tongue else language,
        iso3_language=tongue.code if tongue else None,
        country=country or None,
        display_country=(land.name if land else country) or None,
        iso3_country=land.code if land else None,
    )
