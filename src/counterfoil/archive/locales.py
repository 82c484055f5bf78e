"""Locales and the locales they fall back to."""

from collections.abc import Iterator

import msgspec

from counterfoil.archive import values
from counterfoil.archive.nodes import Node
from counterfoil.archive.unit import Change, Item, Unit
from counterfoil.documents.shop_data import encode

FALLBACKS = msgspec.json.Decoder(dict[str, str | None])


def changes(unit: Unit) -> Iterator[Item]:
    """Yield one change for each locale; all are kept in one row: locale id to fallback."""

    def read(node: Node) -> Iterator[Item]:
        if node.tag == "locale":
            yield _locale(unit, node)
        else:
            unit.skip("locales", node.tag)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _locale(unit: Unit, node: Node) -> Change:
    locale_id = values.required(node, "locale-id")

    def merge(old: bytes | None) -> bytes:
        fallbacks = FALLBACKS.decode(old or b"{}")
        if node.deleted:
            fallbacks.pop(locale_id, None)
        else:
            fallbacks[locale_id] = node.text_of("fallback-locale") or fallbacks.get(locale_id)
        return encode(dict(fallbacks))

    return Change(unit, "locales", "", "", merge)
