"""One file while it is read, and the changes it asks for."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import tzinfo
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from counterfoil.archive.nodes import Node, units
from counterfoil.archive.report import BadObjectError, Report
from counterfoil.archive.source import Readable
from counterfoil.documents.gift_certificate import GiftCertificate
from counterfoil.documents.record import Record
from counterfoil.documents.shop_data import AttributeDefinition, CustomerRecord, InventoryRecord, encode

R = TypeVar("R", bound=Record)

Types = dict[str, dict[str, AttributeDefinition]]
"""Custom attributes by type id, then attribute id."""


class Settings(Struct):
    """What earlier files say about how to read the later ones."""

    types: Types
    zone: tzinfo
    instance: str
    """The kind of instance whose preferences apply: development, staging or production."""


class Unit(Struct):
    """One XML file of the archive."""

    file: str
    site_id: str | None
    settings: Settings
    report: Report
    open: Callable[[], AbstractContextManager[Readable]]
    root: Node

    def nodes(self, open_tags: frozenset[str] = frozenset()) -> Iterator[Node]:
        """Yield the file's objects one by one, the root element first."""
        with self.open() as stream:
            yield from units(stream, open_tags)

    def site_of(self, node: Node, name: str) -> str:
        """Return the site that an object of the file belongs to; BadObjectError where the file is not a site's."""
        if self.site_id is None:
            raise BadObjectError(node.line, f"the {name} belongs to no site: its file is not below sites/")
        return self.site_id

    def skip(self, *path: str) -> None:
        """Count an element that is not understood."""
        self.report.skipped_elements["/".join(path)] += 1

    def warn(self, line: int, message: str) -> None:
        """Report a finding of this file."""
        self.report.warn(self.file, line, message)

    def guarded(self, nodes: Iterator[Node], read: Callable[[Node], "Iterator[Item]"]) -> "Iterator[Item]":
        """Yield what ``read`` makes of each node; a bad one is reported and passed over."""
        for node in nodes:
            try:
                yield from read(node)
            except BadObjectError as bad:
                self.warn(bad.line, bad.message)


class Change(Struct):
    """A row of shop data to create, change or delete."""

    unit: Unit
    kind: str
    scope: str
    id: str
    merge: Callable[[bytes | None], bytes | None]

    def merged(self, old: bytes | None) -> bytes | None:
        """Return the row's new body; None is 'delete'. A bad object is reported and the old body stays."""
        try:
            return self.merge(old)
        except BadObjectError as bad:
            self.unit.warn(bad.line, bad.message)
            return old


class ScopeRemoval(Struct):
    """All rows of a kind and scope are to be deleted, as with a price book that goes."""

    kind: str
    scope: str


class InventoryChange(Struct):
    """A stock record to create, change or delete; ``reset`` when the file states a new allocation."""

    unit: Unit
    list_id: str
    product_id: str
    reset: bool
    merge: Callable[[InventoryRecord | None], InventoryRecord | None]

    def merged(self, old: InventoryRecord | None) -> InventoryRecord | None:
        """Return the new record; None is 'delete'. A bad object is reported and the old record stays."""
        try:
            return self.merge(old)
        except BadObjectError as bad:
            self.unit.warn(bad.line, bad.message)
            return old


class CustomerChange(Struct):
    """A customer to create, change or remove; found by number, else by login."""

    unit: Unit
    line: int
    list_id: str | None
    """None: the list that the site named by ``unit.site_id`` uses."""
    customer_no: str | None
    login: str | None
    fill: Callable[[CustomerRecord], None]
    """Put what the archive says into the customer's record, the stored one or a new one."""
    password: str | None = None
    """A plain password, to be hashed by whoever stores the customer."""
    password_hash: str | None = None
    """A hash that the platform made and that can be checked here."""
    deleted: bool = False
    must_exist: bool = False

    def filled(self, record: CustomerRecord) -> bool:
        """Fill a record; a bad object is reported and answered with False."""
        try:
            self.fill(record)
        except BadObjectError as bad:
            self.unit.warn(bad.line, bad.message)
            return False
        return True


class CertificateChange(Struct):
    """A gift certificate to create, change or disable; amounts in thousandths."""

    unit: Unit
    line: int
    site_id: str
    code: str
    merchant_id: str | None
    order_no: str | None = None
    currency: str = ""
    amount: int = 0
    spent: int = 0
    issued: bool = False
    enabled: bool = False
    created: int = 0
    fill: Callable[[GiftCertificate], None] = lambda _certificate: None
    """Put what the archive says of recipient and sender into the document, the stored one or a new one."""
    deleted: bool = False


class RedemptionChange(Struct):
    """A coupon that an order of another system redeemed."""

    unit: Unit
    line: int
    site_id: str
    coupon_id: str
    code: str
    order_no: str
    customer: str
    redeemed: int


class CustomObjectChange(Struct):
    """A custom object to create, change or remove."""

    unit: Unit
    line: int
    site_id: str | None
    """None: the file lies above the sites."""
    type_id: str
    object_key: str
    attributes: dict[str, Any] | None
    """What the archive says of its attributes, None unsets one; without any it is to be removed."""


Item = (
    Change | ScopeRemoval | InventoryChange | CustomerChange | CertificateChange | RedemptionChange | CustomObjectChange
)


def record_change(
    unit: Unit, kind: str, scope: str, id: str, start: Callable[[R | None], R | None], type_: type[R]
) -> Change:
    """Make a change of a row that holds one record: ``start`` gets the old record and returns the new one."""

    def merge(old: bytes | None) -> bytes | None:
        new = start(msgspec.json.decode(old, type=type_) if old is not None else None)
        return encode(new) if new is not None else None

    return Change(unit, kind, scope, id, merge)


def deletion(unit: Unit, kind: str, scope: str, id: str) -> Change:
    """Make the change that deletes a row."""
    return Change(unit, kind, scope, id, lambda _old: None)
