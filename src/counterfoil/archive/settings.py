"""OCAPI settings: JSON documents, of all sites or of one."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from counterfoil.archive.report import MalformedFileError
from counterfoil.archive.site import site_change
from counterfoil.archive.unit import Change, Item, Unit
from counterfoil.documents.shop_data import SiteData

NAMES = frozenset({"wapi_shop_config.json", "wapi_data_config.json"})
FOLDER = "ocapi-settings"
LARGEST = 16 << 20


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the change of one settings document; raise MalformedFileError if it is no JSON object."""
    with unit.open() as stream:
        document = parse(stream.read(LARGEST + 1))
    name = unit.file.rsplit("/", 1)[-1].removesuffix(".json")
    body = msgspec.json.encode(document)
    if unit.site_id is None:
        yield Change(unit, "settings", "", name, lambda _old: body)
    elif name == "wapi_shop_config":
        yield site_change(unit, lambda site: _set(site, document))
    else:
        yield Change(unit, "settings", unit.site_id, name, lambda _old: body)


def _set(site: SiteData, document: dict[str, Any]) -> None:  # Any: the settings document as it is
    site.ocapi_settings = document


def parse(data: bytes) -> dict[str, Any]:  # Any: the settings document as it is
    """Read a settings document; tabs and line breaks inside of strings occur and are accepted."""
    if len(data) > LARGEST:
        raise MalformedFileError(0, "the settings document is too large")
    try:
        document = json.loads(data.decode("utf-8-sig"), strict=False)
    except json.JSONDecodeError as error:
        raise MalformedFileError(error.lineno, f"no JSON: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise MalformedFileError(0, f"no JSON: {type(error).__name__}") from error
    if not isinstance(document, dict):
        raise MalformedFileError(1, "the settings document is not an object")
    return document
