"""Reading an archive: which file is what, in which order, and the changes it asks for.

Follows the site archive's own rules: root element and namespace decide, not file names; merge is the only mode.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import partial
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from counterfoil.archive import (
    catalog,
    coupons,
    custom_objects,
    customer_groups,
    customers,
    gift_certificates,
    inventory,
    locales,
    metadata,
    payment,
    preferences,
    price_adjustment_limits,
    pricebooks,
    promotions,
    services,
    settings,
    shipping,
    site,
    source_codes,
    stores,
    tax,
)
from counterfoil.archive.nodes import NAMESPACES, Node, check
from counterfoil.archive.relations import Relations, collect
from counterfoil.archive.report import BadObjectError, MalformedFileError, Report
from counterfoil.archive.source import Limits, Member, Readable, Source, open_source
from counterfoil.archive.unit import Item, Settings, Types, Unit

Progress = Callable[[str, int, int], None]
"""Called, from a worker thread, with the file being read, the bytes read so far and the bytes there are to read."""

Reader = Callable[[Unit], Iterator[Item]]
SITE_PATH = re.compile(r"(?:^|/)sites/([^/]+)/")


class Kind(Struct, frozen=True):
    """A kind of file: its root element with namespace, and what reads it."""

    root: str
    namespace: str
    read: Reader | None


CATALOG = Kind("catalog", "catalog/2006-10-31", None)
GROUPS = Kind("customer-groups", "customergroup/2007-06-30", customer_groups.changes)
SETTINGS = Kind("settings", "", settings.changes)

ORDER = [
    Kind("metadata", "metadata/2006-10-31", metadata.changes),
    Kind("locales", "locales/2015-04-30", locales.changes),
    Kind("preferences", "preferences/2007-03-31", preferences.changes),
    Kind("limit-specifications", "priceadjustmentlimits/2017-01-01", price_adjustment_limits.changes),
    GROUPS,
    CATALOG,
    Kind("pricebooks", "pricebook/2006-10-31", pricebooks.changes),
    Kind("inventory", "inventory/2007-05-31", inventory.changes),
    Kind("site", "site/2007-04-30", site.changes),
    Kind("preferences", "preferences/2007-03-31", preferences.changes),
    Kind("tax", "tax/2007-02-14", tax.changes),
    Kind("shipping", "shipping/2007-03-31", shipping.changes),
    Kind("payment-processors", "paymentprocessor/2007-03-31", payment.processor_changes),
    Kind("payment-settings", "paymentsettings/2009-09-15", payment.changes),
    Kind("coupons", "coupon/2008-06-17", coupons.changes),
    Kind("coupon-redemptions", "couponredemption/2008-06-17", gift_certificates.redemption_changes),
    Kind("sourcecodes", "sourcecode/2007-03-31", source_codes.changes),
    Kind("promotions", "promotion/2008-01-31", promotions.changes),
    Kind("stores", "store/2007-04-30", stores.changes),
    Kind("gift-certificates", "giftcertificate/2007-02-28", gift_certificates.changes),
    Kind("customer-lists", "customerlist/2010-06-30", customers.list_changes),
    Kind("customer-list", "customer/2006-10-31", customers.changes),
    Kind("customers", "customer/2006-10-31", customers.changes),
    Kind("services", "services/2014-09-26", services.changes),
    Kind("custom-objects", "customobject/2006-10-31", custom_objects.changes),
    SETTINGS,
]
"""In the order in which they are read, so that references resolve; the first preferences are the organisation's."""

ORGANIZATION_PREFERENCES, SITE_PREFERENCES = (index for index, kind in enumerate(ORDER) if kind.root == "preferences")


class Found(Struct):
    """A file whose kind is known."""

    place: int
    """Of its kind in ORDER."""
    unit: Unit
    size: int


class Archive:
    """An archive that is being read: ``items`` yields its changes once, ``report`` fills meanwhile."""

    def __init__(self, source: Source, reading: Settings, report: Report, progress: Progress | None) -> None:
        self.report = report
        self._source = source
        self._settings = reading
        self._progress = progress
        self._read = 0
        self._total = 0

    def items(self) -> Iterator[Item]:
        """Yield the changes of all files in the order in which references resolve."""
        found = self._find()
        relations = Relations()
        told: set[str] = set()
        for place, files in groupby(found, key=lambda file: file.place):
            kind = ORDER[place]
            if kind is CATALOG:
                catalogs = [file.unit for file in files]
                yield from self._catalogs(catalogs, relations, told)
            else:
                for file in files:
                    yield from self._guarded(file.unit, kind)
        for file in found:
            if ORDER[file.place] is GROUPS:
                yield from customer_groups.assignments(file.unit)

    def _catalogs(self, catalogs: list[Unit], relations: Relations, told: set[str]) -> Iterator[Item]:
        for unit in catalogs:
            collect(unit, relations)
        for unit in catalogs:
            yield from catalog.changes(unit, relations, told)
        yield from catalog.leftovers(catalogs[-1], relations, told)

    def _guarded(self, unit: Unit, kind: Kind) -> Iterator[Item]:
        assert kind.read is not None
        try:
            yield from kind.read(unit)
        except MalformedFileError as error:
            self._refuse(unit.file, error)
        except BadObjectError as bad:
            unit.warn(bad.line, bad.message)

    def _find(self) -> list[Found]:
        """Check every file and return those that are understood, in reading order."""
        candidates = [member for member in self._source.members if _may_be_read(member, self.report)]
        self._total = sum(member.size for member in candidates) * 2
        found = []
        for member in candidates:
            try:
                file = self._recognise(member)
            except MalformedFileError as error:
                self._refuse(member.name, error)
            else:
                if file is not None:
                    found.append(file)
        found.sort(key=lambda file: (file.place, file.unit.file))
        twice = {ORDER.index(CATALOG), ORDER.index(GROUPS)}
        self._total = self._read + sum(file.size * (1 + (file.place in twice)) for file in found)
        return found

    def _recognise(self, member: Member) -> Found | None:
        site = SITE_PATH.search(member.name)
        site_id = site.group(1) if site else None
        open_ = partial(self._open, member)
        unit = Unit(member.name, site_id, self._settings, self.report, open_, Node("settings", {}, 1))
        if member.name.endswith(".json"):
            return Found(ORDER.index(SETTINGS), unit, member.size)
        with open_() as stream:
            root = check(stream)
        unit.root = root.node
        for place, kind in enumerate(ORDER):
            if root.node.tag == kind.root and root.namespace == NAMESPACES + kind.namespace:
                of_site = place == ORGANIZATION_PREFERENCES and site_id is not None
                return Found(SITE_PREFERENCES if of_site else place, unit, member.size)
        self.report.skipped_files[member.name] = f"files of {root.node.tag} in {root.namespace or 'no namespace'}"
        return None

    @contextmanager
    def _open(self, member: Member) -> Iterator[Readable]:
        try:
            stream = self._source.open(member)
        except (OSError, RuntimeError, zipfile.BadZipFile) as error:
            raise MalformedFileError(0, f"the file cannot be opened: {error}") from error
        with stream:
            yield _Counted(stream, partial(self._advance, member.name))

    def _advance(self, file: str, size: int) -> None:
        self._read += size
        if self._progress is not None:
            self._progress(file, min(self._read, self._total), self._total)

    def _refuse(self, file: str, error: MalformedFileError) -> None:
        self.report.warn(file, error.line, error.message)
        self.report.skipped_files[file] = error.message


class _Counted:
    """A file that tells how far it was read, and how it is damaged."""

    def __init__(self, stream: Readable, advance: Callable[[int], None]) -> None:
        self._stream = stream
        self._advance = advance

    def read(self, size: int = -1, /) -> bytes:
        try:
            chunk = self._stream.read(size)
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise MalformedFileError(0, f"the archive is damaged here: {error}") from error
        self._advance(len(chunk))
        return chunk


def _may_be_read(member: Member, report: Report) -> bool:
    parts = member.name.split("/")
    if parts[-1].lower().endswith(".xml"):
        return True
    if parts[-1] in settings.NAMES and parts[-2:-1] == [settings.FOLDER]:
        return True
    if parts[-1] != "version.txt":
        report.skipped_files[member.name] = "not a kind of file that is read"
    return False


@contextmanager
def read_archive(
    path: Path | str,
    *,
    progress: Progress | None = None,
    types: Types | None = None,
    instance: str = "development",
    limits: Limits | None = None,
) -> Iterator[Archive]:
    """Open an archive (zip or folder) for reading; raise ArchiveError if it is none.

    ``types`` are the custom attributes known already; ``instance`` chooses among preferences.
    """
    report = Report()
    known = {type_id: dict(definitions) for type_id, definitions in (types or {}).items()}
    reading = Settings(types=known, zone=UTC, instance=instance)
    with open_source(Path(path), report, limits or Limits()) as source:
        yield Archive(source, reading, report, progress)
