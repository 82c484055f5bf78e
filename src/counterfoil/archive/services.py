"""Services that scripts call, with their profiles and credentials."""

from collections.abc import Iterator
from typing import TypeVar

from counterfoil.archive import values
from counterfoil.archive.fields import Table, converted, fill, ignored, text
from counterfoil.archive.nodes import Node
from counterfoil.archive.unit import Item, Unit, deletion, record_change
from counterfoil.documents.record import Record
from counterfoil.documents.service_data import Credential, Profile, Service

CREDENTIAL, PROFILE, SERVICE = "service_credential", "service_profile", "service"
R = TypeVar("R", bound=Record)


def _password(record: Credential, node: Node, unit: Unit) -> None:
    """Take a password that can be read; an encrypted one was encrypted for the instance it comes from."""
    if node.attributes.get("encrypted") == "true":
        unit.warn(node.line, f"the password of credential {record.credential_id} is encrypted; give it in the settings")
    else:
        record.password = node.text or None


def _custom(record: Credential, node: Node, _unit: Unit) -> None:
    for child in node.all("custom-attribute"):
        listed = [value.text for value in child.all("value")]
        record.custom[values.required(child, "attribute-id")] = listed or child.text


CREDENTIALS: Table = {
    "url": text("url"),
    "user-id": text("user"),
    "password": _password,
    "custom-attributes": _custom,
}
PROFILES: Table = {
    "timeout-millis": converted("timeout_millis", values.integer),
    "rate-limit-enabled": converted("rate_limit_enabled", values.boolean, False),
    "rate-limit-calls": converted("rate_limit_calls", values.integer, 0),
    "rate-limit-millis": converted("rate_limit_millis", values.integer, 0),
    "cb-enabled": converted("cb_enabled", values.boolean, False),
    "cb-calls": converted("cb_calls", values.integer, 0),
    "cb-millis": converted("cb_millis", values.integer, 0),
    "custom-attributes": ignored,
}
SERVICES: Table = {
    "service-type": text("service_type", "HTTP"),
    "enabled": converted("enabled", values.boolean, False),
    "log-prefix": text("log_prefix"),
    "comm-log-enabled": converted("comm_log_enabled", values.boolean, False),
    "force-prd-enabled": ignored,
    "mock-mode-enabled": converted("mock_mode_enabled", values.boolean, False),
    "profile-id": text("profile_id"),
    "credential-id": text("credential_id"),
    "custom-attributes": ignored,
}


def changes(unit: Unit) -> Iterator[Item]:
    """Yield a change for each service, profile and credential."""

    def read(node: Node) -> Iterator[Item]:
        match node.tag:
            case "service-credential":
                yield _change(unit, node, CREDENTIAL, Credential(credential_id=_id(node)), CREDENTIALS)
            case "service-profile":
                yield _change(unit, node, PROFILE, Profile(profile_id=_id(node)), PROFILES)
            case "service":
                yield _change(unit, node, SERVICE, Service(service_id=_id(node)), SERVICES)
            case _:
                unit.skip("services", node.tag)

    nodes = unit.nodes()
    next(nodes)
    yield from unit.guarded(nodes, read)


def _id(node: Node) -> str:
    return values.required(node, f"{node.tag}-id")


def _change(unit: Unit, node: Node, kind: str, new: R, table: Table) -> Item:
    if node.deleted:
        return deletion(unit, kind, "", _id(node))

    def merge(old: R | None) -> R:
        record = old or new
        fill(record, node, table, unit)
        return record

    return record_change(unit, kind, "", _id(node), merge, type(new))
