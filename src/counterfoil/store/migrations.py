"""The schema as an ordered list of migrations; each is applied once, under a lock of the engine.

A word in braces is filled in by the engine. Primary keys begin with the site or list, to distribute tables by it; shop
data is read by id across its scopes. Other indexes begin with what tells rows apart: beginning with the site they look
as good as the primary key to a planner that sees an empty table, and it keeps its choice.
"""

from collections.abc import Iterator

from counterfoil.store.records import StoreError
from counterfoil.store.search_tables import SEARCH_BITMAPS, SEARCH_COUNTS, SEARCH_COVERING, SEARCH_FOLDS, SEARCH_TABLES
from counterfoil.store.traces import TRACE_TABLES

VERSION_TABLE = """create table if not exists schema_version
    (one integer constraint schema_version_key primary key, version integer not null)"""
VERSION_ROW = "insert into schema_version (one, version) values (1, 0) on conflict (one) do nothing"
READ_VERSION = "select version from schema_version where one = 1"
WRITE_VERSION = "update schema_version set version = {version} where one = 1"

LEASES = """table if not exists leases (
    site_id text not null,
    subject text not null,
    holder text not null,
    expires bigint not null,
    constraint leases_key primary key (site_id, subject))"""
"""Losing leases in a crash is harmless: on PostgreSQL the table is unlogged, on SQLite it is in a file of its own."""

Dialect = dict[str, str]
SQLITE: Dialect = {
    "bytes": "blob",
    "text": "text",
    "packed": " without rowid",
    "create_leases": "",
    "email_of_body": "json_extract(cast(body as text), '$.profile.email')",
    "settings_of_body": "cast(json_extract(cast(body as text), '$.ocapi_settings') as blob)",
}
POSTGRES: Dialect = {
    "bytes": "bytea",
    "text": 'text collate "C"',
    "packed": "",
    "create_leases": f"create unlogged {LEASES}",
    "email_of_body": "convert_from(body, 'UTF8')::json #>> '{profile,email}'",
    "settings_of_body": "convert_to((convert_from(body, 'UTF8')::json -> 'ocapi_settings')::text, 'UTF8')",
}
"""Texts that searches sort by compare by code points on either engine."""

SETTINGS_OF_SITES = (
    """insert into shop_data (kind, scope, id, body)
        select 'settings', id, 'wapi_shop_config', {settings_of_body} from shop_data
        where kind = 'site' and length({settings_of_body}) > 2
        on conflict (kind, id, scope) do nothing""",
)
"""OCAPI settings were a part of their site once; those that are there go before them."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """create table shop_data (
            kind text not null,
            scope text not null,
            id text not null,
            body {bytes} not null,
            constraint shop_data_key primary key (kind, id, scope))""",
        "create table shop_revision (one integer constraint shop_revision_key primary key, revision bigint not null)",
        "insert into shop_revision (one, revision) values (1, 1)",
        """create table customers (
            list_id text not null,
            customer_no text not null,
            customer_id text not null,
            login text,
            body {bytes} not null,
            revision bigint not null,
            constraint customers_customer_no primary key (list_id, customer_no),
            constraint customers_customer_id unique (customer_id, list_id),
            constraint customers_login unique (login, list_id))""",
        """create table inventory (
            list_id text not null,
            product_id text not null,
            available bigint constraint inventory_available check (available >= 0),
            sold bigint not null,
            body {bytes} not null,
            constraint inventory_key primary key (list_id, product_id))""",
        """create table baskets (
            site_id text not null,
            basket_id text not null,
            customer_id text,
            slot integer,
            modified bigint not null,
            expires bigint not null,
            revision bigint not null,
            body {bytes} not null,
            digest {bytes} not null,
            constraint baskets_basket_id primary key (site_id, basket_id),
            constraint baskets_slot unique (customer_id, site_id, slot))""",
        """create table orders (
            site_id text not null,
            order_no text not null,
            basket_id text,
            created bigint not null,
            modified bigint not null,
            customer_id text,
            customer_no text,
            customer_email text,
            status text not null,
            confirmation_status text,
            export_status text,
            payment_status text,
            shipping_status text,
            total bigint,
            currency text,
            token_digest {bytes},
            revision bigint not null,
            body {bytes} not null,
            digest {bytes} not null,
            constraint orders_order_no primary key (site_id, order_no),
            constraint orders_basket_id unique (basket_id, site_id))""",
        "create index orders_customer on orders (customer_id, site_id, created, status)",
        """create table counters (
            scope text not null,
            name text not null,
            value bigint not null,
            constraint counters_key primary key (scope, name))""",
        """create table sessions (
            site_id text not null,
            digest {bytes} not null,
            body {bytes} not null,
            expires bigint not null,
            constraint sessions_key primary key (site_id, digest))""",
        "create index sessions_expires on sessions (expires)",
        """create table revoked_tokens (
            digest {bytes} constraint revoked_tokens_key primary key,
            expires bigint not null)""",
        "create index revoked_tokens_expires on revoked_tokens (expires)",
        "{create_leases}",
    ),
    (
        """create table redemptions (
            site_id text not null,
            coupon_id text not null,
            code text not null,
            order_no text not null,
            customer text not null,
            redeemed bigint not null,
            imported integer not null,
            constraint redemptions_key primary key (site_id, order_no, coupon_id, code, imported))""",
        "create index redemptions_customer on redemptions (customer, site_id, coupon_id, redeemed)",
        """create table redemption_counts (
            site_id text not null,
            coupon_id text not null,
            subject text not null,
            uses bigint not null constraint redemption_counts_uses check (uses >= 0),
            changes bigint not null,
            constraint redemption_counts_key primary key (site_id, coupon_id, subject))""",
        """create table gift_certificates (
            site_id text not null,
            merchant_id text not null,
            digest {bytes} not null,
            order_no text,
            currency text not null,
            amount bigint not null,
            imported bigint not null,
            balance bigint not null constraint gift_certificates_balance check (balance >= 0),
            issued integer not null,
            enabled integer not null,
            created bigint not null,
            body {bytes} not null,
            constraint gift_certificates_key primary key (site_id, merchant_id),
            constraint gift_certificates_code unique (digest, site_id))""",
        "create index gift_certificates_order on gift_certificates (order_no, site_id)",
        """create table gift_certificate_uses (
            site_id text not null,
            order_no text not null,
            payment_instrument_id text not null,
            merchant_id text not null,
            amount bigint not null,
            constraint gift_certificate_uses_key primary key (site_id, order_no, payment_instrument_id))""",
    ),
    (
        """create table claims (
            site_id text not null,
            digest {bytes} not null,
            holder text not null,
            fingerprint {bytes} not null,
            expires bigint not null,
            answer {bytes},
            constraint claims_key primary key (site_id, digest))""",
        "create index claims_expires on claims (expires)",
    ),
    (
        "alter table customers add column email text",
        "update customers set email = lower({email_of_body})",
        "create index customers_email on customers (email, list_id)",
        "alter table sessions add column generation {bytes}",
        "alter table revoked_tokens add column spared {bytes}",
        """create table customer_visits (
            list_id text not null,
            customer_no text not null,
            last_login bigint not null,
            previous_login bigint,
            last_visit bigint not null,
            previous_visit bigint,
            constraint customer_visits_key primary key (list_id, customer_no))""",
        """create table password_resets (
            list_id text not null,
            digest {bytes} not null,
            customer_no text not null,
            password_changes bigint not null,
            expires bigint not null,
            constraint password_resets_key primary key (list_id, digest))""",
        "create index password_resets_expires on password_resets (expires)",
    ),
    SEARCH_TABLES,
    (
        "alter table inventory add column reserved bigint not null default 0",
        """create table reservations (
            site_id text not null,
            basket_id text not null,
            expires bigint not null,
            units {bytes} not null,
            constraint reservations_key primary key (site_id, basket_id))""",
        "create index reservations_expires on reservations (expires)",
    ),
    SEARCH_COUNTS,
    SEARCH_COVERING,
    (
        """create table external_profiles (
            list_id text not null,
            external_id text not null,
            provider_id text not null,
            customer_no text not null,
            constraint external_profiles_key primary key (list_id, external_id, provider_id))""",
    ),
    SEARCH_BITMAPS,
    SEARCH_FOLDS,
    SETTINGS_OF_SITES,
    (
        """create table custom_objects (
            scope text not null,
            type_id text not null,
            object_key {text} not null,
            created bigint not null,
            modified bigint not null,
            expires bigint,
            revision bigint not null,
            body {bytes} not null,
            constraint custom_objects_key primary key (scope, type_id, object_key))""",
        "create index custom_objects_expires on custom_objects (expires)",
    ),
    TRACE_TABLES,
)
NEWEST = len(MIGRATIONS)


def pending(version: int, migrate: bool, dialect: Dialect) -> Iterator[str]:
    """List the statements from a version to the newest; raise StoreError if this program may not run them."""
    if version > NEWEST:
        raise StoreError(f"the database has schema {version}, this program knows {NEWEST}: a newer program is needed")
    if version < NEWEST and not migrate:
        raise StoreError(f"the database has schema {version}, this program needs {NEWEST}: migrate it first")
    for number in range(version, NEWEST):
        for statement in MIGRATIONS[number]:
            if text := statement.format_map(dialect):
                yield text
        yield WRITE_VERSION.format(version=number + 1)
