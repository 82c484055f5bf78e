"""Loading customers: found by number or login, merged, their passwords hashed."""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import sha256

import msgspec

from counterfoil.archive.passwords import fingerprint
from counterfoil.archive.report import Report
from counterfoil.archive.unit import CustomerChange
from counterfoil.commerce.passwords import begin_password
from counterfoil.documents.shop_data import CustomerRecord, encode
from counterfoil.store.interface import Store
from counterfoil.store.records import CustomerRow, DuplicateCustomer, EndedTokens

COUNTER = "customer_no"
"""Name of the counter of customer numbers; its scope is the customer list."""
NUMBER_DIGITS = 8
ID_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_LENGTH = 26
FOR_EVER = 253_402_300_799_000
"""The last instant that can be written."""


def customer_id_of(list_id: str, customer_no: str) -> str:
    """Return the id of an imported customer: always the same, of the platform's shape."""
    number = int.from_bytes(sha256(f"{list_id}\0{customer_no}".encode()).digest(), "big")
    letters = []
    for _ in range(ID_LENGTH - 2):
        number, rest = divmod(number, len(ID_ALPHABET))
        letters.append(ID_ALPHABET[rest])
    return "ab" + "".join(letters)


class CustomerLoader:
    """Writes the customers of one import."""

    def __init__(
        self,
        store: Store,
        report: Report,
        hash_password: Callable[[str], str],
        list_of_site: Callable[[str], Awaitable[str]],
        tokens_end: int,
    ) -> None:
        self._store = store
        self._report = report
        self._hash_password = hash_password
        self._list_of_site = list_of_site
        self._tokens_end = tokens_end
        self._highest: dict[str, int] = {}

    async def take(self, changes: list[CustomerChange]) -> None:
        """Merge a batch of customers with the stored ones and save those that changed."""
        rows: dict[tuple[str, str], CustomerRow] = {}
        ended: dict[tuple[str, str], list[EndedTokens]] = {}
        for change in changes:
            list_id = change.list_id or await self._list_of_site(change.unit.site_id or "")
            old = await self._find(rows, list_id, change)
            if old is None and (change.must_exist or change.deleted):
                change.unit.warn(change.line, f"there is no customer {change.customer_no or change.login}")
                continue
            record = await self._record(old, list_id, change)
            enabled, password = record.enabled, record.password_hash
            if not change.filled(record):
                continue
            await asyncio.to_thread(self._set_password, record, change)
            self._note_number(record)
            if change.deleted:
                _disable(record, change)
            key = (list_id, record.customer_no)
            if old is not None and ((enabled and not record.enabled) or password != record.password_hash):
                former, before = begin_password(record)
                ended.setdefault(key, []).append(EndedTokens(former, self._tokens_end, before=before))
            row = _row(record)
            self._report.count("customer", old and old.body, row.body)
            if old is None or row.body != old.body:
                rows[key] = row
        await self._save(rows, ended)

    async def finish(self) -> None:
        """Let new customer numbers begin above the imported ones of the same form."""
        for list_id, number in self._highest.items():
            await self._store.raise_counter(list_id, COUNTER, number)

    async def _find(
        self, rows: dict[tuple[str, str], CustomerRow], list_id: str, change: CustomerChange
    ) -> CustomerRow | None:
        if change.customer_no is not None:
            known = rows.get((list_id, change.customer_no))
            return known or await self._store.customer_by_no(list_id, change.customer_no)
        login = change.login or ""
        known = next((row for row in rows.values() if row.list_id == list_id and row.login == login), None)
        return known or await self._store.customer_by_login(list_id, login)

    async def _record(self, old: CustomerRow | None, list_id: str, change: CustomerChange) -> CustomerRecord:
        if old is not None:
            return msgspec.json.decode(old.body, type=CustomerRecord)
        customer_no = change.customer_no
        if customer_no is None:
            customer_no = f"{await self._store.next_numbers(list_id, COUNTER, 1):0{NUMBER_DIGITS}d}"
        return CustomerRecord(
            customer_list_id=list_id,
            customer_no=customer_no,
            customer_id=customer_id_of(list_id, customer_no),
            login="",
        )

    def _set_password(self, record: CustomerRecord, change: CustomerChange) -> None:
        imported = fingerprint(record, change)
        if imported is None or imported == record.imported_password:
            return
        record.imported_password = imported
        record.password_hash = change.password_hash or self._hash_password(change.password or "")

    def _note_number(self, record: CustomerRecord) -> None:
        if len(record.customer_no) == NUMBER_DIGITS and record.customer_no.isdecimal():
            highest = self._highest.get(record.customer_list_id, 0)
            self._highest[record.customer_list_id] = max(highest, int(record.customer_no))

    async def _save(
        self, rows: dict[tuple[str, str], CustomerRow], ended: dict[tuple[str, str], list[EndedTokens]]
    ) -> None:
        if not rows:
            return
        try:
            await self._store.save_customers([*rows.values()], [tokens for own in ended.values() for tokens in own])
        except DuplicateCustomer:
            for key, row in rows.items():
                await self._save_alone(row, ended.get(key, []))

    async def _save_alone(self, row: CustomerRow, ended: list[EndedTokens]) -> None:
        try:
            await self._store.save_customers([row], ended)
        except DuplicateCustomer as error:
            self._report.warn(row.list_id, 0, f"customer {row.customer_no} is left out: {error}")


def _disable(record: CustomerRecord, change: CustomerChange) -> None:
    record.enabled = False
    record.login = ""
    change.unit.warn(change.line, f"customer {record.customer_no} is disabled and without login; it is not deleted")


def _row(record: CustomerRecord) -> CustomerRow:
    return CustomerRow(
        record.customer_list_id,
        record.customer_no,
        record.customer_id,
        record.login or None,
        encode(record),
        email=str(record.profile.get("email") or "").lower() or None,
        external_ids=[(one.external_id, one.authentication_provider_id) for one in record.external_profiles],
    )
