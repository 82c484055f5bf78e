"""What customers' accounts need beside their row: visits, password resets, the end of tokens, the search by e-mail."""

from counterfoil.store.jobs import Engine, Statement
from counterfoil.store.leases import end_tokens
from counterfoil.store.records import Conflict, CustomerRow, EndedTokens, PasswordReset, StoreError, Visits
from counterfoil.store.shop_data import CUSTOMER_BY_NO, update_statement

CUSTOMERS_BY_EMAIL = """select list_id, customer_no, customer_id, login, body, revision, email from customers
    where email = $1 and list_id = $2 limit $3"""
EXTERNAL_PROFILES = """select customer_no from external_profiles
    where list_id = $1 and external_id = $2 order by provider_id limit $3"""
VISITS = """select last_login, previous_login, last_visit, previous_visit from customer_visits
    where list_id = $1 and customer_no = $2"""
LOG_IN = """insert into customer_visits (list_id, customer_no, last_login, last_visit) values ($1, $2, $3, $4)
    on conflict (list_id, customer_no) do update set
        previous_login = customer_visits.last_login, last_login = excluded.last_login,
        previous_visit = customer_visits.last_visit, last_visit = excluded.last_visit
    returning last_login, previous_login, last_visit, previous_visit"""
PUT_RESET = """insert into password_resets (list_id, digest, customer_no, password_changes, expires)
    values ($1, $2, $3, $4, $5)"""
RESET = """select list_id, digest, customer_no, password_changes, expires from password_resets
    where list_id = $1 and digest = $2 and expires > $3"""
DELETE_RESET = "delete from password_resets where list_id = $1 and digest = $2"
DELETE_RESETS = "delete from password_resets where list_id = $1 and customer_no = $2"
DELETE_CUSTOMER = "delete from customers where list_id = $1 and customer_no = $2"
DELETE_PROFILES = "delete from external_profiles where list_id = $1 and customer_no = $2"
DELETE_VISITS = "delete from customer_visits where list_id = $1 and customer_no = $2"
COUNT_CUSTOMERS = "select count(*) from customers where list_id = $1"


def remove_customer(list_id: str, customer_no: str, missed: StoreError) -> list[Statement]:
    """Delete a customer with all that belongs to his account; orders and baskets stay."""
    key = (list_id, customer_no)
    others = [Statement(sql, key) for sql in (DELETE_PROFILES, DELETE_VISITS, DELETE_RESETS)]
    return [Statement(DELETE_CUSTOMER, key, missed), *others]


class AccountOperations:
    """Accounts of registered customers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def customers_by_email(self, list_id: str, email: str, most: int) -> list[CustomerRow]:
        return [CustomerRow(*row) for row in await self._engine.read(CUSTOMERS_BY_EMAIL, (email, list_id, most))]

    async def customers_by_external_id(self, list_id: str, external_id: str, most: int) -> list[CustomerRow]:
        found = await self._engine.read(EXTERNAL_PROFILES, (list_id, external_id, most))
        rows = [await self._engine.read(CUSTOMER_BY_NO, (list_id, number)) for (number,) in found]
        return [CustomerRow(*row) for (row,) in rows]

    async def count_customers(self, list_id: str) -> int:
        rows = await self._engine.read(COUNT_CUSTOMERS, (list_id,))
        return int(rows[0][0])

    async def visits(self, list_id: str, customer_no: str) -> Visits | None:
        rows = await self._engine.read(VISITS, (list_id, customer_no))
        return Visits(*rows[0]) if rows else None

    async def log_in(self, list_id: str, customer_no: str, now: int) -> Visits:
        (row,) = await self._engine.write_returning(LOG_IN, (list_id, customer_no, now, now))
        return Visits(*row)

    async def put_password_reset(self, reset: PasswordReset) -> None:
        await self._engine.write([Statement(PUT_RESET, reset)])

    async def password_reset(self, list_id: str, digest: bytes, now: int) -> PasswordReset | None:
        rows = await self._engine.read(RESET, (list_id, digest, now))
        return PasswordReset(*rows[0]) if rows else None

    async def change_password(
        self, row: CustomerRow, expected_revision: int, ended: EndedTokens, redeemed: PasswordReset | None = None
    ) -> None:
        job = [update_statement(row, expected_revision), *end_tokens(ended)]
        if redeemed is not None:
            job.append(Statement(DELETE_RESET, redeemed[:2], Conflict(row.customer_no)))
        await self._engine.write(job)
