"""Limits of manual price adjustments: those of the agent's roles, shown to him and held to until the order is made."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api
from tests.archive.archives import folder, xml
from tests.http.test_price_adjustments import Desk, add_agent, adjustments_of

from counterfoil.archive.load import load_archive
from counterfoil.demo.accounts import AGENT
from counterfoil.identity.caller import ADJUST_PERMISSIONS, PERMISSIONS

LIMITS = f"{V23}/price_adjustment_limits"


def limit(kind: str, unit: str, amount: str, *sites: str) -> str:
    named = "".join(f'<site site-id="{site}"/>' for site in sites)
    named = f"<sites>{named}</sites>" if named else ""
    return (
        f"<price-adjustment-limit><type>{kind}</type><unit>{unit}</unit><amount>{amount}</amount>{named}"
        "</price-adjustment-limit>"
    )


def load_limits(api: Api, path: Path, **roles: str) -> Any:
    """Import limits of roles and return the report."""
    content = "".join(
        f'<price-adjustment-limits role-id="{role}">{limits}</price-adjustment-limits>'
        for role, limits in roles.items()
    )
    archive = folder(path, {"priceadjustmentlimits.xml": xml("limit-specifications", content), "version.txt": ""})
    return api.run(load_archive(api.application.server.store, archive, hash_password=str))


def limited(api: Api, path: Path, *roles: str) -> Desk:
    """An agent with as many roles as there are texts of limits."""
    names = [f"Role{number}" for number in range(len(roles))]
    load_limits(api, path, **dict(zip(names, roles, strict=True)))
    return Desk(api, add_agent(api, "clerk@example.com", PERMISSIONS, names))


def refused(answer: Answer) -> dict[str, Any]:
    assert (answer.status, answer.fault) == (400, "PriceAdjustmentLimitExceededException"), answer
    return answer.arguments


def test_the_demo_agents_limits_are_those_of_the_demo_site(api: Api, agent: str) -> None:
    answer = api.get(LIMITS, token=agent)
    assert answer.status == 200, answer
    assert answer.json == {
        "_v": "23.1",
        "_type": "price_adjustment_limits",
        "limits": [
            {"_type": "price_adjustment_limit", "percent": 50, "type": "item"},
            {"_type": "price_adjustment_limit", "amount": Decimal("100.00"), "currency": "USD", "type": "order"},
            {"_type": "price_adjustment_limit", "percent": 100, "type": "shipping"},
        ],
    }
    eu = api.get(LIMITS.replace("RefArch", "RefArchEU"), token=agent).json["limits"]
    assert [entry.get("currency") for entry in eu] == [None, "EUR", None]
    assert AGENT == "agent@example.com"
    assert "<currency>USD</currency>" in api.get(f"{LIMITS}?format=xml", token=agent).text


def test_only_levels_the_agent_may_adjust_are_shown(api: Api) -> None:
    token = add_agent(api, "half@example.com", [ADJUST_PERMISSIONS["shipping"]], ["CustomerService"])
    assert [entry["type"] for entry in api.get(LIMITS, token=token).json["limits"]] == ["shipping"]
    assert "limits" not in api.get(LIMITS, token=add_agent(api, "free@example.com")).json


def test_who_may_adjust_nothing_is_told_nothing(api: Api) -> None:
    plain = add_agent(api, "plain@example.com", PERMISSIONS[:1])
    assert api.get(LIMITS, token=plain).fault == "UserAccessForbiddenException"
    assert api.get(LIMITS, token=api.customer()).fault == "AccessWithoutUserForbiddenException"
    assert api.get(LIMITS).fault == "AuthorizationHeaderMissingException"


@pytest.mark.parametrize("level", ["product", "shipping", "order"])
def test_a_percentage_holds_to_the_cent(api: Api, tmp_path: Path, level: str) -> None:
    desk = limited(
        api, tmp_path, limit("item", "PERCENT", "10") + limit("shipping", "%", "10") + limit("order", "percent", "10")
    )
    place = {"product": desk.items[0]["price"], "shipping": desk.basket["shipping_items"][0]["price"]}
    price = place.get(level, desk.basket["product_sub_total"])
    most = (price / 10).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    kind = {"product": "item"}.get(level, level)
    item = {"product": desk.item_id, "shipping": desk.shipping_id}.get(level, "")
    too_much = desk.adjust(level, "amount", most + Decimal("0.01"))
    assert refused(too_much) == {"type": kind, "maximum": str(most), "itemId": item}
    assert desk.read() == desk.basket, "nothing is kept of it"
    assert desk.adjust(level, "amount", most).status == 200
    refused(desk.adjust(level, "amount", 0.01))


def test_an_amount_is_of_a_currency_and_of_a_site(api: Api, tmp_path: Path) -> None:
    limits = (
        limit("order", "USD", "3.00", "RefArch")
        + limit("order", "USD", "1.00", "RefArchEU")
        + limit("item", "EUR", "5")
    )
    desk = limited(api, tmp_path, limits)
    assert desk.adjust("order", "amount", 3).status == 200
    assert refused(desk.adjust("order", "amount", 0.01))["maximum"] == "3.00"
    assert refused(desk.adjust("product", "amount", 0.01))["maximum"] == "0.00", "nothing in a currency left out"
    assert desk.adjust("shipping", "percentage", 100).status == 200, "no limit of the type"


def test_of_percentage_and_amount_the_lower_holds_and_of_roles_the_more_generous(api: Api, tmp_path: Path) -> None:
    both = limit("order", "PERCENT", "50") + limit("order", "USD", "2")
    desk = limited(api, tmp_path, both, limit("order", "USD", "4"), limit("item", "USD", "1"))
    assert refused(desk.adjust("order", "amount", 4.01))["maximum"] == "4.00"
    assert desk.adjust("order", "amount", 4).status == 200
    shown = api.get(LIMITS, token=desk.token).json["limits"]
    assert [(entry["type"], entry.get("percent"), entry.get("amount")) for entry in shown] == [
        ("item", None, 1),
        ("order", None, 4),
        ("order", 50, None),
    ]


def test_a_change_is_held_to_the_limits_of_who_changes(api: Api, tmp_path: Path) -> None:
    desk = limited(api, tmp_path, limit("order", "USD", "2"))
    boss = add_agent(api, "boss@example.com")
    made = desk.post({"level": "order", "discount": {"type": "amount", "value": 9}}, boss).json
    (adjustment,) = adjustments_of(made, "order")
    adjustment_id = adjustment["price_adjustment_id"]
    assert desk.patch(adjustment_id, {"item_text": "sorry"}).status == 200, "the discount is still the boss's"
    refused(desk.patch(adjustment_id, {"discount": {"type": "amount", "value": 3}}))
    answer = desk.patch(adjustment_id, {"discount": {"type": "amount", "value": 2}})
    assert adjustments_of(answer.json, "order")[0]["created_by"] == "boss@example.com"
    refused(desk.adjust("order", "amount", 0.01))


def test_a_new_basket_is_held_to_the_limits(api: Api, tmp_path: Path) -> None:
    desk = limited(api, tmp_path, limit("item", "PERCENT", "10"))
    half = {"applied_discount": {"type": "percentage", "percentage": 50}}
    items = [{"product_id": "mug-01", "quantity": 1, "price_adjustments": [half]}]
    assert refused(api.post(f"{V23}/baskets", {"product_items": items}, token=desk.token))["type"] == "item"
    half["applied_discount"]["percentage"] = 10
    assert api.post(f"{V23}/baskets", {"product_items": items}, token=desk.token).status == 200


def test_what_has_come_to_exceed_the_limit_is_not_submitted(api: Api, tmp_path: Path) -> None:
    """The limit holds for the price as it is in the end: lifecycle page, section 10.4."""
    desk = limited(api, tmp_path, limit("item", "PERCENT", "10"))
    assert desk.items[0]["quantity"] > 1
    assert desk.adjust("product", "amount", desk.items[0]["price"] / 10).status == 200
    api.patch(f"{desk.path}/items/{desk.item_id}", {"quantity": 1}, token=desk.token)
    submit = {"basket_id": desk.basket["basket_id"]}
    assert refused(api.post(f"{V23}/orders", submit, token=desk.token))["itemId"] == desk.item_id
    assert api.post(f"{V23}/orders", submit, token=add_agent(api, "boss@example.com")).status == 200


def test_a_role_can_change_while_the_agent_works(api: Api, tmp_path: Path) -> None:
    desk = limited(api, tmp_path, limit("order", "USD", "2"))
    refused(desk.adjust("order", "amount", 3))
    load_limits(api, tmp_path, Role0=limit("order", "USD", "5"))
    assert desk.adjust("order", "amount", 3).status == 200


def test_a_role_with_a_limit_that_cannot_be_read_is_reported_and_left_as_it_was(api: Api, tmp_path: Path) -> None:
    desk = limited(api, tmp_path, limit("order", "USD", "2"))
    for bad in (
        limit("order", "USD", "-1"),
        limit("order", "dollars", "1"),
        limit("basket", "USD", "1"),
        limit("order", "PERCENT", "101"),
        "<price-adjustment-limit><type>order</type><unit>USD</unit></price-adjustment-limit>",
    ):
        report = load_limits(api, tmp_path, Role0=limit("order", "USD", "9") + bad)
        assert [finding.file for finding in report.warnings] == ["priceadjustmentlimits.xml"]
    refused(desk.adjust("order", "amount", 3))
    gone = xml("limit-specifications", '<price-adjustment-limits role-id="Role0" mode="delete"/>')
    archive = folder(tmp_path / "gone", {"priceadjustmentlimits.xml": gone})
    api.run(load_archive(api.application.server.store, archive, hash_password=str))
    assert desk.adjust("order", "amount", 3).status == 200
