"""OCAPI settings: JSON documents, of all sites or of one."""

from collections.abc import Iterator

import msgspec

from counterfoil.archive.report import MalformedFileError
from counterfoil.archive.unit import Change, Item, Unit
from counterfoil.documents.json_places import JsonPlaceError
from counterfoil.documents.ocapi_settings import LARGEST, read_settings

NAMES = frozenset({"wapi_shop_config.json", "wapi_data_config.json"})
FOLDER = "ocapi-settings"


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the change of one settings document; raise MalformedFileError if it cannot be used, and nothing changes."""
    with unit.open() as stream:
        data = stream.read(LARGEST + 1)
    try:
        document = read_settings(data)
    except JsonPlaceError as error:
        raise MalformedFileError(error.line, f"column {error.column}: {error.message}") from error
    for finding in document.findings:
        unit.warn(finding.line, f"column {finding.column}: {finding.message}")
    name = unit.file.rsplit("/", 1)[-1].removesuffix(".json")
    body = msgspec.json.encode(document.plain)
    yield Change(unit, "settings", unit.site_id or "", name, lambda _old: body)
