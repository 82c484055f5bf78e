"""The tables of the search index, one migration: orders that are there already wait to be taken up."""

SEARCH_COLUMNS = (
    "created",
    "modified",
    "gross",
    "net",
    "customer_email",
    "customer_no",
    "customer_name",
    "external_order_status",
    "global_party_id",
)
SEARCH_TABLES: tuple[str, ...] = (
    """create table search_orders (
        site_id text not null,
        order_no {text} not null,
        group_no bigint not null,
        created bigint not null,
        modified bigint not null,
        gross bigint not null,
        net bigint not null,
        customer_email {text} not null,
        customer_no {text} not null,
        customer_name {text} not null,
        external_order_status {text} not null,
        global_party_id {text} not null,
        terms {bytes} not null,
        constraint search_orders_key primary key (site_id, order_no))""",
    "create index search_orders_group on search_orders (site_id, group_no, created)",
    *(
        f"create index search_orders_{column} on search_orders (site_id, {column}, order_no)"
        for column in SEARCH_COLUMNS
    ),
    """create table search_terms (
        site_id text not null,
        field text not null,
        value {text} not null,
        created bigint not null,
        order_no {text} not null,
        other {text} not null,
        constraint search_terms_key primary key (site_id, field, value, created, order_no, other)){packed}""",
    """create table search_groups (
        site_id text not null,
        group_no bigint not null,
        body {bytes} not null,
        constraint search_groups_key primary key (site_id, group_no))""",
    """create table search_cells (
        site_id text not null,
        day bigint not null,
        group_no bigint not null,
        orders bigint not null,
        constraint search_cells_key primary key (site_id, day, group_no)){packed}""",
    """create table search_blocks (
        site_id text not null,
        field text not null,
        low {text} not null,
        orders bigint not null,
        constraint search_blocks_key primary key (site_id, field, low)){packed}""",
    """create table search_counts (
        site_id text not null,
        field text not null,
        value {text} not null,
        orders bigint not null,
        constraint search_counts_key primary key (site_id, field, value)){packed}""",
    """create table search_pending (
        site_id text not null,
        order_no text not null,
        revision bigint not null,
        constraint search_pending_key primary key (site_id, order_no)){packed}""",
    "create table search_state (one integer constraint search_state_key primary key, generation bigint not null)",
    "insert into search_state (one, generation) values (1, 1)",
    "insert into search_pending (site_id, order_no, revision) select site_id, order_no, revision from orders",
)
SEARCH_COUNTS: tuple[str, ...] = (
    "drop table search_counts",
    """create table search_counts (
        site_id text not null,
        field text not null,
        value {text} not null,
        group_no bigint not null,
        orders bigint not null,
        constraint search_counts_key primary key (site_id, field, value, group_no)){packed}""",
    """insert into search_counts (site_id, field, value, group_no, orders)
        select t.site_id, t.field, t.value, o.group_no, count(distinct t.order_no)
        from search_terms t join search_orders o on o.site_id = t.site_id and o.order_no = t.order_no
        where t.field in
            ('product_items.product_id', 'coupon_line_items.coupon_code', 'coupon_line_items.coupon_id')
        group by t.site_id, t.field, t.value, o.group_no""",
)
"""Products and coupons are counted in each group of orders, so that with a status they are counted too."""
SEARCH_COVERING: tuple[str, ...] = (
    "drop index search_orders_group",
    "create index search_orders_group on search_orders (site_id, group_no, created, order_no)",
    *(
        statement
        for column in ("created", "modified", "gross", "net")
        for statement in (
            f"drop index search_orders_{column}",
            f"create index search_orders_{column} on search_orders (site_id, {column}, order_no, group_no)",
        )
    ),
)
"""Dates and amounts are counted together with what groups say without reading the orders' rows."""
SEARCH_BITMAPS: tuple[str, ...] = (
    *(f"drop table search_{name}" for name in ("orders", "terms", "groups", "cells", "blocks", "counts")),
    """create table search_orders (
        site_id text not null,
        order_no {text} not null,
        place bigint not null,
        created bigint not null,
        modified bigint not null,
        gross bigint not null,
        net bigint not null,
        customer_email {text} not null,
        customer_no {text} not null,
        customer_name {text} not null,
        external_order_status {text} not null,
        global_party_id {text} not null,
        rest {bytes} not null,
        constraint search_orders_key primary key (site_id, order_no))""",
    "create unique index search_orders_place on search_orders (place, site_id)",
    "create index search_orders_order_no on search_orders (order_no, site_id, place)",
    *(
        f"create index search_orders_{column} on search_orders ({column}, site_id, place) where {column} > ''"
        for column in ("customer_email", "customer_no", "customer_name", "external_order_status", "global_party_id")
    ),
    """create table search_terms (
        site_id text not null,
        field text not null,
        value {text} not null,
        place bigint not null,
        other {text} not null,
        constraint search_terms_key primary key (site_id, field, value, place, other)){packed}""",
    """create table search_bitmaps (
        site_id text not null,
        field text not null,
        value {text} not null,
        segment bigint not null,
        body {bytes} not null,
        constraint search_bitmaps_key primary key (site_id, field, value, segment))""",
    """create table search_buckets (
        site_id text not null,
        field text not null,
        code bigint not null,
        low {text} not null,
        constraint search_buckets_key primary key (site_id, field, code)){packed}""",
    """create table search_frequent (
        site_id text not null,
        field text not null,
        value {text} not null,
        constraint search_frequent_key primary key (site_id, field, value)){packed}""",
    """create table search_changed (
        site_id text not null,
        place bigint not null,
        changed bigint not null,
        base {bytes},
        constraint search_changed_key primary key (site_id, place)){packed}""",
    """create table search_sites (
        site_id text not null,
        places bigint not null,
        folded bigint not null,
        constraint search_sites_key primary key (site_id)){packed}""",
    "delete from search_pending",
    "insert into search_pending (site_id, order_no, revision) select site_id, order_no, revision from orders",
)
"""Bitmaps of orders instead of counts: what is there already waits to be taken up again."""
SEARCH_FOLDS: tuple[str, ...] = (
    "alter table search_bitmaps add column folded bigint not null default 0",
    "create index search_bitmaps_folded on search_bitmaps (site_id, field, folded, value, segment)",
    "alter table search_buckets add column folded bigint not null default 0",
    "alter table search_frequent add column folded bigint not null default 0",
    "alter table search_sites add column noted bigint not null default 0",
)
"""What a fold wrote bears its number, so that what is remembered of the bitmaps outlives folds."""
