"""The site and its locales. Follows the documents page of the Shop API reference."""

from typing import Annotated

from counterfoil.documents.properties import CustomDocument, Document, prop


class Locale(Document):
    country: str | None = None
    default: bool | None = None
    display_country: str | None = None
    display_language: str | None = None
    display_name: str | None = None
    id: str | None = None
    iso3_country: str | None = None
    iso3_language: str | None = None
    language: str | None = None
    name: str | None = None


class Site(CustomDocument):
    allowed_currencies: list[str] | None = None
    allowed_locales: list[Locale] | None = None
    default_currency: str | None = None
    default_locale: str | None = None
    http_dis_base_url: str | None = None
    http_hostname: str | None = None
    http_library_content_url: str | None = None
    http_site_content_url: str | None = None
    https_dis_base_url: str | None = None
    https_hostname: str | None = None
    https_library_content_url: str | None = None
    https_site_content_url: str | None = None
    id: str | None = None
    name: str | None = None
    status: Annotated[str | None, prop(enum=("online", "offline"))] = None
    timezone: str | None = None
    timezone_offset: int | None = None
