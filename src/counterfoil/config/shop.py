"""Baskets, orders, sessions and searches: how many there may be, and how long they last."""

import dataclasses

from counterfoil.config.setting import setting


@dataclasses.dataclass(frozen=True, kw_only=True)
class ShopSettings:
    """The shop: baskets, orders, sessions, searches, and runs that can be repeated."""

    place_by_patch: bool = setting(False, "allow the transition created to new by PATCH of an order")
    payment_retention_days: int = setting(
        40, "days after which the payment instruments of an order are permanently masked (0: never)", least=0
    )
    max_product_items: int = setting(50, "product items a basket may have", least=1)
    page_size: int = setting(200, "items that a page of a list may have", least=1)
    max_search_start: int = setting(
        999, "how many hits of a search, or addresses of a customer, may be left out", least=0
    )
    baskets_per_customer: int = setting(1, "open baskets a customer may have", least=1)
    baskets_per_agent: int = setting(4, "open baskets of one customer that an agent may make", least=1)
    reserve_inventory: bool = setting(False, "hold stock for a basket with every change of it")
    reservation_minutes: int = setting(10, "how long stock is held for a basket", least=1)
    basket_lifetime_seconds: int = setting(
        0, "life of a basket after its last change; 0: the site's preference BasketLifetime, else seven days"
    )
    agent_token_seconds: int = setting(900, "life of an agent's token")
    client_token_seconds: int = setting(1800, "life of a client's token")
    customer_token_seconds: int = setting(1800, "life of a customer's token")
    session_idle_seconds: int = setting(1800, "idle time after which a session ends")
    session_seconds: int = setting(6 * 3600, "longest life of a session")
    token_failures_per_minute: int = setting(10, "failed log-ins per client and user and minute before 429", least=1)
    idempotency_seconds: int = setting(86_400, "time an answer is kept for the Idempotency-Key of its request")
    search_seconds: int = setting(5, "time an order search may take before it is refused", least=1)
    order_number_block: int = setting(20, "order numbers a process takes from the store at once", least=1)
    seed: int = setting(0, "emulator: seed for repeatable ids (0: real randomness)")
    clock: str = setting("", "emulator: instant the clock stands at, such as 2026-01-01T00:00:00Z")
    log_level: str = setting("info", "debug, info, warning or error")
    host_sites: str = setting(
        "", "sites of URLs without /s/{site} by the host they are called at, such as shop.example=RefArch,eu.example=Eu"
    )
    answer_cache: str = setting(
        "auto",
        "give cacheable answers again while they may be kept: on, off, or auto: on in a service",
        words=("auto", "on", "off"),
    )
    batch_parts: int = setting(50, "requests a batch may have", least=1)
