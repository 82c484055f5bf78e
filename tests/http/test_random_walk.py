"""Random walks from basket to order and on: SQLite and PostgreSQL answer alike, byte for byte, at every step."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from tests.api import Answer, Api
from tests.http.walk import Step, Walk
from tests.postgres import PostgresServer

STEPS = 500
COMPARED = ("content-type", "cache-control", "etag", "idempotency-replayed", "x-dw-resource-state", "retry-after")


@pytest.fixture
def engines(
    sqlite_demo: Path, postgres_server: PostgresServer, postgres_demo: str, tmp_path: Path
) -> Iterator[tuple[Api, Api]]:
    """Two servers that differ in nothing but their store."""
    copy = tmp_path / "demo.db"
    shutil.copy(sqlite_demo, copy)
    both = (Api(str(copy)), Api(postgres_server.create_database(copy_of=postgres_demo)))
    yield both
    breaches = [api.breaches() for api in both]
    for api in both:
        api.close()
    assert breaches == [[], []]


def tokens(api: Api) -> dict[str | None, str | None]:
    """A token for each actor."""
    return {
        "agent": api.agent_token(),
        "ada": api.customer("credentials", "x@gmail.com", "Earl-Grey-1"),
        "ben": api.customer(),
        "nobody": api.customer(),
        None: None,
    }


def sent(api: Api, step: Step, held: dict[str | None, str | None]) -> Answer:
    return api.call(step.method, step.path, step.body, token=held[step.actor], headers=dict(step.headers))


def seen(answer: Answer) -> tuple[int, bytes, dict[str, str | None]]:
    """What of an answer has to be the same."""
    return answer.status, answer.content, {name: answer.headers.get(name) for name in COMPARED}


def check_sums(answer: Answer) -> None:
    """The parts of a basket or order add up to its total."""
    if answer.status != 200 or "json" not in answer.headers.get("content-type", ""):
        return
    shown = answer.json
    if shown.get("order_total") is None or "product_total" not in shown:
        return
    gifts = sum((item["amount"] for item in shown.get("gift_certificate_items", [])), Decimal(0))
    tax = 0 if shown.get("taxation") == "gross" else shown["tax_total"]
    assert shown["order_total"] == shown["product_total"] + shown["shipping_total"] + tax + gifts
    assert shown["order_total"] >= 0


@pytest.mark.parametrize("seed", range(10))
def test_both_engines_answer_every_step_alike(engines: tuple[Api, Api], seed: int) -> None:
    walk = Walk(seed)
    held = [tokens(api) for api in engines]
    statuses: Counter[int] = Counter()
    for number in range(STEPS):
        if number % 150 == 149:
            for api in engines:
                api.clock.advance(10 * 60 * 1000)
            held = [tokens(api) for api in engines]
        step = walk.step()
        first, second = (sent(api, step, kept) for api, kept in zip(engines, held, strict=True))
        assert seen(first) == seen(second), f"step {number} of walk {seed}: {step}"
        assert first.status < 500, f"step {number} of walk {seed}: {step}: {first}"
        assert not re.search(rb"4111111111111111|4000000000000002", first.content)
        check_sums(first)
        walk.learn(step, first)
        statuses[first.status] += 1
    assert statuses[200] > STEPS // 4, statuses
    assert walk.orders, "a walk that never orders proves little"
