"""Preferences of a site, or of the organisation when the file lies above the sites."""

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counterfoil.archive import values
from counterfoil.archive.attributes import value_of
from counterfoil.archive.nodes import Node
from counterfoil.archive.site import site_change
from counterfoil.archive.unit import Item, Unit, record_change
from counterfoil.documents.organization_data import OrganizationPreferences
from counterfoil.documents.shop_data import SiteData

GROUPS = frozenset({"standard-preferences", "custom-preferences"})


def changes(unit: Unit) -> Iterator[Item]:
    """Yield the one change that a file of preferences makes."""
    nodes = unit.nodes()
    next(nodes)
    groups = []
    for node in nodes:
        if node.tag in GROUPS:
            groups.append(node)
        else:
            unit.skip("preferences", node.tag)
    if unit.site_id is not None:
        yield site_change(unit, lambda site: _apply(site, groups, unit))
        return
    _set_zone(unit, groups)

    def merge(old: OrganizationPreferences | None) -> OrganizationPreferences:
        organization = old or OrganizationPreferences()
        _apply(organization, groups, unit)
        return organization

    yield record_change(unit, "settings", "", "preferences", merge, OrganizationPreferences)


def _apply(owner: SiteData | OrganizationPreferences, groups: list[Node], unit: Unit) -> None:
    for group in groups:
        for preference in _chosen(group, unit):
            preference_id = values.required(preference, "preference-id")
            if group.tag == "standard-preferences":
                _put(owner.preferences, preference_id, ":".join(_parts(preference)))
            else:
                definition = unit.settings.types.get("SitePreferences", {}).get(preference_id)
                _put(owner.custom_preferences, preference_id, value_of(preference, definition, unit))


def _chosen(group: Node, unit: Unit) -> Iterator[Node]:
    """Yield the preferences of all instances and, after them, those of this kind of instance."""
    for name in ("all-instances", unit.settings.instance):
        instance = group.child(name)
        if instance is not None:
            yield from instance.all("preference")


def _parts(preference: Node) -> list[str]:
    parts = preference.all("value")
    return [part.text for part in parts] if parts else [preference.text]


def _put(target: dict[str, Any], key: str, value: Any) -> None:  # Any: texts, or custom attributes
    if value is None or value == "":
        target.pop(key, None)
    else:
        target[key] = value


def _set_zone(unit: Unit, groups: list[Node]) -> None:
    for group in groups:
        for preference in _chosen(group, unit):
            if preference.attributes.get("preference-id") == "InstanceTimezone" and preference.text:
                try:
                    unit.settings.zone = ZoneInfo(preference.text)
                except (ZoneInfoNotFoundError, ValueError):
                    unit.warn(preference.line, f"there is no time zone {preference.text}")
