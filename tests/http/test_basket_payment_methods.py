"""GET payment_methods of a basket: what fits the open amount, with the cards as recorded."""

from pathlib import Path
from typing import Any

import pytest
from tests.api import V23, Api
from tests.archive.archives import folder, xml

from counterfoil.archive.load import load_archive

POINT = "dw.ocapi.shop.basket.payment_methods."
RECORDED = (
    '"cards":[{"_type":"payment_card_spec","card_type":"Visa","checksum_verification_enabled":true,"name":"Visa",'
    '"number_lengths":["13","16"],"number_prefixes":["4"],"security_code_length":3},'
    '{"_type":"payment_card_spec","card_type":"Amex","checksum_verification_enabled":true,"name":"American Express",'
    '"number_lengths":["15"],"number_prefixes":["34","37"],"security_code_length":4},'
    '{"_type":"payment_card_spec","card_type":"Master Card","checksum_verification_enabled":true,"name":"MasterCard",'
    '"number_lengths":["16"],"number_prefixes":["51-55"],"security_code_length":3},'
    '{"_type":"payment_card_spec","card_type":"Discover","checksum_verification_enabled":true,"name":"Discover",'
    '"number_lengths":["16"],"number_prefixes":["6011","622126-622925","644-649","65"],"security_code_length":3}],'
    '"id":"CREDIT_CARD","name":"Credit Card","payment_processor_id":"BASIC_CREDIT"}'
)


def methods(api: Api, token: str, basket: dict[str, Any], query: str = "") -> Any:
    answer = api.get(f"{V23}/baskets/{basket['basket_id']}/payment_methods{query}", token=token)
    assert answer.status == 200, answer
    return answer.json


def ids(document: Any) -> list[str]:
    return [method["id"] for method in document.get("applicable_payment_methods", ())]


def test_the_credit_card_lists_its_cards_as_recorded(api: Api, agent: str) -> None:
    """Recorded responses, section 7."""
    basket = api.basket(agent)
    answer = api.get(f"{V23}/baskets/{basket['basket_id']}/payment_methods", token=agent)
    start = '{"_v":"23.1","_type":"payment_method_result","applicable_payment_methods":[{"_type":"payment_method",'
    assert answer.text.startswith(start)
    assert RECORDED in answer.text


def test_what_is_open_decides(api: Api, agent: str) -> None:
    basket = api.basket(agent, payment_instruments=None)
    dear = api.basket(agent, payment_instruments=None, product_items=[{"product_id": "mug-01", "quantity": 90}])
    assert dear["order_total"] > 500
    assert ids(methods(api, agent, basket)) == ["CREDIT_CARD", "BANK_TRANSFER", "INVOICE"]
    assert ids(methods(api, agent, dear)) == ["CREDIT_CARD", "BANK_TRANSFER"]
    paid = {"payment_method_id": "BANK_TRANSFER", "amount": dear["order_total"] - 400}
    path = f"{V23}/baskets/{dear['basket_id']}/payment_instruments"
    assert api.post(path, paid, token=agent).status == 200
    assert "INVOICE" in ids(methods(api, agent, dear))


def test_an_empty_basket_is_shown_all(api: Api) -> None:
    token = api.customer()
    basket = api.post(f"{V23}/baskets", token=token).json
    assert "INVOICE" in ids(methods(api, token, basket))


def test_methods_and_cards_of_customer_groups_are_for_their_members(api: Api, agent: str, tmp_path: Path) -> None:
    groups = '<customer-groups><customer-group group-id="Registered"/></customer-groups>'
    enabled = "<enabled-flag>true</enabled-flag>"
    settings = (
        f'<payment-method method-id="TAB">{enabled}{groups}</payment-method>'
        f'<payment-card card-type="Amex">{enabled}{groups}</payment-card>'
    )
    archive = folder(tmp_path, {"sites/RefArch/payment-methods.xml": xml("payment-settings", settings)})
    api.run(load_archive(api.application.server.store, archive, hash_password=str))
    registered, of_guest = api.basket(agent), api.basket(agent, customer_info=None)
    found = {}
    for name, basket in (("registered", registered), ("guest", of_guest)):
        document = methods(api, agent, basket)
        (credit,) = [method for method in document["applicable_payment_methods"] if method["id"] == "CREDIT_CARD"]
        found[name] = ("TAB" in ids(document), "Amex" in [card["card_type"] for card in credit["cards"]])
    assert found == {"registered": (True, True), "guest": (False, False)}


def test_the_locale_of_the_request_names_the_methods(api: Api, agent: str) -> None:
    eu = V23.replace("RefArch", "RefArchEU")
    basket = api.post(f"{eu}/baskets", token=agent).json
    path = f"{eu}/baskets/{basket['basket_id']}/payment_methods"
    assert "Kreditkarte" in api.get(f"{path}?locale=de_DE", token=agent).text
    assert api.get(f"{path}?locale=xx", token=agent).fault == "UnknownLocaleException"


def test_hooks_see_the_methods_before_and_after_they_are_written(api: Api, agent: str) -> None:
    basket = api.basket(agent)
    seen: list[Any] = []
    hooks = api.application.server.hooks
    hooks.register(POINT + "beforeGET", seen.append)

    def only_invoice(given: Any, result: Any) -> None:
        seen.append(given.basket_id)
        result.applicable_payment_methods = [
            method for method in result.applicable_payment_methods if method.id == "INVOICE"
        ]

    def first(document: dict[str, Any]) -> None:
        seen.append(document["_type"])
        document["c_first"] = 1

    def second(given: Any, document: dict[str, Any]) -> None:
        seen.append(given.basket_id)
        document["c_second"] = document["c_first"] + 1

    hooks.register(POINT + "afterGET", only_invoice)
    hooks.register(POINT + "modifyGETResponse", first)
    hooks.register(POINT + "modifyGETResponse_v2", second)
    document = methods(api, agent, basket)
    assert (ids(document), document["c_second"]) == (["INVOICE"], 2)
    assert seen == [basket["basket_id"], basket["basket_id"], "payment_method_result", basket["basket_id"]]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_somebody_elses_basket_and_one_that_is_not_there_are_refused(api: Api, agent: str, form: str) -> None:
    basket = api.basket(agent)
    path = f"{V23}/baskets/{basket['basket_id']}/payment_methods?format={form}"
    assert "<card_type>Visa</card_type>" in api.get(path, token=agent).text or form == "json"
    assert "InvalidCustomerException" in api.get(path, token=api.customer()).text
    missing = api.get(path.replace(basket["basket_id"], "0" * 26), token=agent)
    assert (missing.status, "BasketNotFoundException" in missing.text) == (404, True)
