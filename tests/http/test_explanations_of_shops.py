"""What x-explain says about what the site has: custom attributes, promotions, stores, codes, parameters, limits."""

from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Answer, Api, basic
from tests.conftest import MakeApi
from tests.http.accounts import ADA, ADAS_PASSWORD, xenia
from tests.http.coupons import load_coupons
from tests.http.gift_certificates import load_files
from tests.http.test_batch import READ, get, parts_of, send
from tests.http.test_explanations_of_requests import explained
from tests.http.test_source_codes import GROUPS

from counterfoil.faults import INVALID_COUPON_CODE, INVALID_CUSTOM_PROPERTY

BOUNDED = """<metadata xmlns="http://www.demandware.com/xml/impex/metadata/2006-10-31">
  <type-extension type-id="Basket"><custom-attribute-definitions>
    <attribute-definition attribute-id="rating"><type>int</type><min-value>1</min-value><max-value>5</max-value>
    </attribute-definition>
    <attribute-definition attribute-id="wrap"><type>enum-of-string</type><value-definitions>
      <value-definition><value>paper</value></value-definition><value-definition><value>cloth</value>
      </value-definition></value-definitions></attribute-definition>
  </custom-attribute-definitions></type-extension></metadata>"""


def refused(api: Api, token: str, **custom: Any) -> Answer:
    return api.post(f"{V23}/baskets", custom, token=token)


def test_a_custom_attribute_is_told_with_its_declaration(api: Api, agent: str, tmp_path: Path) -> None:
    load_files(api, tmp_path, {"meta/bounded.xml": BOUNDED})
    fault = (400, "InvalidCustomPropertyException")
    for custom, told in (
        ({"c_gift": "perhaps"}, "'c_gift' is declared as boolean such as true."),
        ({"c_rating": 6}, "'c_rating' is declared as int, is at least 1, is at most 5 such as 1."),
        ({"c_wrap": "silk"}, "'c_wrap' is declared as enum-of-string, is one of paper, cloth."),
    ):
        text = explained(refused(api, agent, **custom), *fault)
        assert text == f"{INVALID_CUSTOM_PROPERTY.remedy} {told}"


def test_a_misspelt_custom_attribute_is_answered_with_those_declared(api: Api, agent: str) -> None:
    text = explained(refused(api, agent, c_gitf=True), 400, "UnknownPropertyException")
    assert "Nearest to 'c_gitf': c_gift" in text
    assert "Nearest" not in explained(refused(api, agent, c_zzzzzz=True), 400, "UnknownPropertyException")


def test_promotions_and_stores_near_a_name_are_told(api: Api) -> None:
    text = explained(api.get(f"{V23}/promotions/welcom"), 404, "PromotionNotFoundException")
    assert "Nearest to 'welcom': welcome" in text
    text = explained(api.get(f"{V23}/stores/bostin"), 404, "StoreNotFoundException")
    assert "Nearest to 'bostin': boston" in text
    assert "depot" not in text, "the store locator does not show it"


@pytest.mark.parametrize(
    ("code", "status"),
    [("OFF", "coupon_disabled"), ("IDLE", "no_active_promotion"), ("HELLOO", "coupon_code_unknown")],
)
def test_why_a_code_is_not_taken_is_told_and_no_other_code(
    api: Api, agent: str, tmp_path: Path, code: str, status: str
) -> None:
    load_coupons(api, tmp_path)
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}/coupons"
    text = explained(api.post(path, {"code": code}, token=agent), 400, "InvalidCouponCodeException")
    assert f"It is {status}: " in text
    assert "HELLO" not in text and "WELCOME10" not in text


def test_a_service_tells_of_a_code_what_lies_in_the_own_basket_alone(make_api: MakeApi, tmp_path: Path) -> None:
    load_coupons(make_api(), tmp_path)
    api = make_api(mode="service", behind_tls_proxy=True)
    headers = {"x-forwarded-proto": "https", "x-explain": "1"}
    login = api.post(f"{V23}/customers/auth", {"type": "guest"}, headers=headers)
    token = login.headers["authorization"].removeprefix("Bearer ")
    basket = api.post(f"{V23}/baskets", token=token, headers=headers).json["basket_id"]
    texts = []
    for code in ("HELLO", "HELLO", "OFF", "NOTHING"):
        answer = api.post(f"{V23}/baskets/{basket}/coupons", {"code": code}, token=token, headers=headers)
        texts.append(answer.headers.get("x-explain", ""))
    assert texts[1].endswith("It is coupon_code_already_in_basket: the code is in the basket already.")
    assert texts[2:] == [INVALID_COUPON_CODE.remedy] * 2


@pytest.mark.parametrize(("code", "told"), [("OFF", "off is disabled"), ("OVER", "from ever to 2026-06-14")])
def test_why_a_source_code_is_not_active_is_told(api: Api, agent: str, tmp_path: Path, code: str, told: str) -> None:
    load_files(api, tmp_path, {"sites/RefArch/sourcecodes.xml": GROUPS})
    path = f"{V23}/baskets/{api.basket(agent)['basket_id']}"
    assert told in explained(api.patch(path, {"source_code": code}, token=agent), 400, "SourceCodeInactiveException")


def test_instruments_of_the_own_wallet_are_told_and_of_no_other(api: Api) -> None:
    owner = xenia(api)
    card = {"payment_method_id": "CREDIT_CARD", "payment_card": {"card_type": "Visa", "number": "4111111111111111"}}
    card["payment_card"] |= {"expiration_month": 12, "expiration_year": 2030, "holder": "X"}  # type: ignore[operator]
    made = owner.call("POST", "/payment_instruments", card).json["payment_instrument_id"]
    fault = (404, "CustomerPaymentInstrumentNotFoundException")
    assert made in explained(owner.call("GET", "/payment_instruments/nothing"), *fault)
    other = api.customer("credentials", ADA, ADAS_PASSWORD)
    answer = owner.call("GET", f"/payment_instruments/{made}", token=other)
    assert answer.headers["x-explain"] and made not in answer.headers["x-explain"]


def test_a_parameter_is_answered_with_what_it_takes(api: Api) -> None:
    text = explained(api.get(f"{V23}/product_search?q=mug&start=first"), 400, "MalformedParameterException")
    assert "such as start=1" in text
    text = explained(api.get(f"{V23}/promotions"), 400, "MissingParameterException")
    assert "'campaign_id' is" in text


def test_a_part_for_a_site_that_is_not_there_is_answered_with_those_that_are(api: Api) -> None:
    (part,) = parts_of(send(api, get("site"), headers={**READ, "x-dw-resource-path": "/s/RefArk/dw/shop/v23_1"}))
    assert part.fault == (400, "UnknownSiteIdException")
    assert "RefArch" in part.headers["x-explain"]


def test_the_limits_are_told_with_the_settings_that_say_them(api: Api) -> None:
    for _ in range(10):
        api.post(f"{V23}/customers/auth", {"type": "credentials"}, headers={"Authorization": basic("a", "b")})
    answer = api.post(f"{V23}/customers/auth", {"type": "credentials"}, headers={"Authorization": basic("a", "b")})
    assert "Here token_failures_per_minute is 10." in explained(answer, 429, "TooManyRequestsException")


def test_what_a_basket_offers_is_told(api: Api, agent: str) -> None:
    basket = api.basket(agent, coupon_items=[{"code": "CHOOSETWO"}])
    choice, path = basket["bonus_discount_line_items"][0]["id"], f"{V23}/baskets/{basket['basket_id']}"
    wish = [{"product_id": "tea-01", "quantity": 1, "bonus_discount_line_item_id": choice}]
    text = explained(api.post(f"{path}/items", wish, token=agent), 400, "InvalidBonusProductException")
    assert "10010004, 10010006" in text
    wish[0] |= {"product_id": "10010004", "quantity": 3}
    text = explained(api.post(f"{path}/items", wish, token=agent), 400, "BonusProductQuantityException")
    assert f"The choice {choice} gives 2." in text
    text = explained(api.delete(f"{path}/notes/none", token=agent), 404, "NoteNotFoundException")
    assert text.endswith("There are no notes.")
    answer = api.delete(f"{path}/price_adjustments/none", token=agent)
    assert "There are no price adjustments." in explained(answer, 404, "PriceAdjustmentIdNotFoundException")


def test_a_field_that_has_no_words_is_answered_with_those_that_have(api: Api, agent: str) -> None:
    query = {"text_query": {"fields": ["creation_date"], "search_phrase": "x"}}
    answer = api.post(f"{V23}/order_search", {"query": query}, token=agent)
    text = explained(answer, 400, "UnqueryableFieldException")
    assert "creation_date is a date" in text and "customer_email" in text
    query = {"term_query": {"fields": ["creation_date"], "operator": "is", "values": ["yesterday"]}}
    answer = api.post(f"{V23}/order_search", {"query": query}, token=agent)
    assert "A date such as" in explained(answer, 400, "InvalidSearchFieldTypeException")
