"""The language side of baskets beside that of the request: what BasketMgr finds, makes, and hands to be kept."""

from typing import Any

import pytest
from tests.scripts.realm import Realm, ScriptFailedError

OWN = {"basket_id": "own", "slot": 0, "currency": "USD"}
MANAGER = "var B = require('dw/order/BasketMgr');"


def stored(basket_id: str, **more: Any) -> dict[str, Any]:
    return {"document": {"basket_id": basket_id, "currency": "USD", **more}, "revision": 3}


@pytest.fixture
def baskets(realm: Realm) -> Realm:
    """A server that has a storefront, an agent and a temporary basket, and takes what it is told."""
    open_now = [stored("mine", slot=0), stored("agents", slot=1000, agent_basket=True), stored("t", temporary=True)]
    realm.operations["open_baskets"] = lambda own: [one for one in open_now if one["document"]["basket_id"] not in own]
    realm.operations["may_delete_baskets"] = lambda _: None
    realm.operations["new_basket"] = lambda asked: {"document": {"basket_id": f"new {asked['kind']}"}}
    return realm


def saved(realm: Realm) -> list[Any]:
    kept: list[Any] = []
    realm.operations["save"] = kept.extend
    return kept


def given(document: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "basket", "body": document}


def test_the_current_basket_is_that_of_the_request_else_the_customers(baskets: Realm) -> None:
    body = MANAGER + (
        "return [B.currentBasket.UUID, B.getCurrentOrNewBasket() === B.getCurrentBasket(), B.baskets.length,"
        " B.getBasket('agents').agentBasket, B.getBasket('none'), B.getTemporaryBasket('mine'),"
        " B.getTemporaryBasket('t') === B.getTemporaryBaskets()[0], B.getStoredBasket()];"
    )
    assert baskets.value(body, given(OWN)) == ["own", True, 4, True, None, None, True, None]


def test_without_a_basket_of_the_request_it_is_the_customers_own(baskets: Realm) -> None:
    body = MANAGER + "return [B.currentBasket.UUID, B.currentBasket === B.getBasket('mine'), B.baskets.length];"
    assert baskets.value(body) == ["mine", True, 3]


def test_one_is_made_where_there_is_none(baskets: Realm) -> None:
    baskets.operations["open_baskets"] = lambda _: []
    kept = saved(baskets)
    assert baskets.value(MANAGER + "return [B.currentBasket, B.currentOrNewBasket.UUID];") == [None, "new storefront"]
    document = {"basket_id": "new storefront"}
    assert kept == [{"kind": "basket", "basket_id": "new storefront", "revision": 0, "document": document}]


def test_baskets_that_earlier_hooks_took_are_open_no_more(baskets: Realm) -> None:
    body = MANAGER + "return [B.currentBasket.UUID, B.getBasket('own')];"
    assert baskets.value(body, given(OWN), request={"taken_baskets": ["own"]}) == ["mine", None]


def test_baskets_that_are_removed_go_with_the_request(baskets: Realm) -> None:
    kept = saved(baskets)
    body = MANAGER + (
        "var mine = B.getBasket('mine'); mine.custom.note = 'x'; B.deleteBasket(mine); mine.custom.note = 'y';"
        "B.deleteTemporaryBasket(B.getTemporaryBasket('t')); B.deleteBasket(a); return B.baskets.length;"
    )
    assert baskets.value(body, given(OWN)) == 1
    gone = {"kind": "basket", "document": None}
    assert kept == [gone | {"basket_id": name, "revision": at} for name, at in [("mine", 3), ("t", 3), ("own", None)]]


def test_a_basket_that_is_not_temporary_is_not_removed_as_one(baskets: Realm) -> None:
    with pytest.raises(ScriptFailedError, match="not temporary"):
        baskets.value(MANAGER + "B.deleteTemporaryBasket(a);", given(OWN))


@pytest.mark.parametrize(
    "change",
    [
        "B.createTemporaryBasket()",
        "B.deleteBasket(B.currentBasket)",
        "B.currentBasket.custom.note = 'x'",
        "M.createOrder(B.currentBasket)",
    ],
)
def test_behind_the_transaction_nothing_of_it_is_done(baskets: Realm, change: str) -> None:
    with pytest.raises(ScriptFailedError, match="ORMTransactionException"):
        baskets.value(MANAGER + "var M = require('dw/order/OrderMgr');" + change, inside=False)


def test_a_refusal_is_an_exception_of_the_platforms_type(baskets: Realm) -> None:
    baskets.operations["new_basket"] = lambda _: {"refused": "CreateAgentBasketLimitExceededException"}
    body = MANAGER + (
        "try { B.createAgentBasket(); } catch (e) {"
        "return [e instanceof APIException, e instanceof Error, e.type, e.name, e.javaName, e.causeName, e.errorCode]}"
    )
    name = "CreateAgentBasketLimitExceededException"
    assert baskets.value(body) == [True, True, name, name, name, None, None]


def test_scripts_throw_it_themselves(realm: Realm) -> None:
    body = (
        "var e = new APIException('no'); return [e instanceof APIException, e.message, e.type, String(APIException())];"
    )
    assert realm.value(body) == [True, "no", None, "APIException"]
