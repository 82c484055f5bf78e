"""The store in portable SQL: the operations of every subject over one engine."""

from counterfoil.store.accounts import AccountOperations
from counterfoil.store.baskets import BasketOperations
from counterfoil.store.claims import ClaimedEngine, ClaimOperations
from counterfoil.store.custom_objects import CarryingEngine, CustomObjectOperations
from counterfoil.store.gift_certificates import GiftCertificateOperations
from counterfoil.store.interface import ClaimedStore, Store
from counterfoil.store.inventory import InventoryOperations
from counterfoil.store.jobs import Engine, Statement
from counterfoil.store.leases import LeaseOperations
from counterfoil.store.orders import OrderOperations
from counterfoil.store.records import Claim
from counterfoil.store.redemptions import RedemptionOperations
from counterfoil.store.script_writes import ScriptWrites
from counterfoil.store.search import SearchOperations
from counterfoil.store.search_index import SearchIndex
from counterfoil.store.shop_data import CustomerOperations, ShopDataOperations
from counterfoil.store.traces import TraceOperations

NEXT_NUMBERS = """insert into counters (scope, name, value) values ($1, $2, $3)
    on conflict (scope, name) do update set value = counters.value + excluded.value returning value"""
RAISE_COUNTER = """insert into counters (scope, name, value) values ($1, $2, $3)
    on conflict (scope, name) do update set value = excluded.value where counters.value < excluded.value"""
COUNTS = {
    "shop_data": "select count(*) from shop_data",
    "customers": "select count(*) from customers",
    "external_profiles": "select count(*) from external_profiles",
    "customer_visits": "select count(*) from customer_visits",
    "password_resets": "select count(*) from password_resets",
    "inventory": "select count(*) from inventory",
    "baskets": "select count(*) from baskets",
    "orders": "select count(*) from orders",
    "redemptions": "select count(*) from redemptions",
    "gift_certificates": "select count(*) from gift_certificates",
    "claims": "select count(*) from claims",
    "reservations": "select count(*) from reservations",
    "sessions": "select count(*) from sessions",
    "revoked_tokens": "select count(*) from revoked_tokens",
    "custom_objects": "select count(*) from custom_objects",
    "traces": "select count(*) from traces",
}


class SqlStore(
    ShopDataOperations,
    CustomerOperations,
    AccountOperations,
    InventoryOperations,
    BasketOperations,
    OrderOperations,
    SearchOperations,
    RedemptionOperations,
    GiftCertificateOperations,
    LeaseOperations,
    ClaimOperations,
    CustomObjectOperations,
    TraceOperations,
):
    """The named operations of ``interface.Store``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._index = SearchIndex(engine)
        self._sites = {}

    async def close(self) -> None:
        await self._engine.close()

    def claimed(self, claim: Claim, expires: int) -> ClaimedStore:
        return ClaimedSqlStore(ClaimedEngine(self._engine, claim, expires))

    def carrying(self, writes: ScriptWrites) -> Store:
        return SqlStore(CarryingEngine(self._engine, writes))

    async def next_numbers(self, scope: str, name: str, block: int) -> int:
        ((last,),) = await self._engine.write_returning(NEXT_NUMBERS, (scope, name, block))
        return int(last) - block + 1

    async def raise_counter(self, scope: str, name: str, at_least: int) -> None:
        await self._engine.write([Statement(RAISE_COUNTER, (scope, name, at_least))])

    async def counts(self) -> dict[str, int]:
        return {table: (await self._engine.read(sql))[0][0] for table, sql in COUNTS.items()}


class ClaimedSqlStore(SqlStore):
    """The named operations for one claimed request."""

    def __init__(self, engine: ClaimedEngine) -> None:
        super().__init__(engine)
        self._claimed = engine

    @property
    def wrote(self) -> bool:
        return self._claimed.wrote

    def keep(self, answer: bytes) -> None:
        self._claimed.answer = answer
