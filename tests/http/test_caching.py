"""Caching: times that count down from the first answer, answers given again, and what a client knows already."""

import pytest
from tests.api import NOW, V15, V23, Api
from tests.conftest import MakeApi
from tests.http.granted import client, entry, put

from counterfoil.demo.walk import basket_document

PRODUCT = f"{V23}/products/mug-01"
NEVER = "max-age=0,no-cache,no-store,must-revalidate"


def control(api: Api, url: str, **options: object) -> str:
    """Return what the header says of caching."""
    return str(api.get(url, **options).headers["cache-control"])


def test_the_time_counts_down_from_the_first_answer(api: Api) -> None:
    assert control(api, PRODUCT) == "max-age=60,must-revalidate"
    api.clock.instant = NOW + 20_000
    assert control(api, PRODUCT) == "max-age=40,must-revalidate"
    assert api.call("HEAD", PRODUCT).headers["cache-control"] == "max-age=40,must-revalidate"
    assert control(api, f"{V23}/products/tea-01") == "max-age=60,must-revalidate", "each answer has its own"
    assert control(api, f"{PRODUCT}?expand=prices") == "max-age=60,must-revalidate"
    assert control(api, f"{PRODUCT}?client_id={'a' * 30}&callback=show") == "max-age=40,must-revalidate"
    api.clock.instant = NOW + 59_500
    assert control(api, PRODUCT) == "max-age=1,must-revalidate"
    api.clock.instant = NOW + 60_000
    assert control(api, PRODUCT) == "max-age=60,must-revalidate"


@pytest.mark.parametrize(
    "path",
    [
        "products/mug-01",
        "products/(mug-01)",
        "product_search?q=mug",
        "categories/root",
        "promotions/(a)",
        "site",
        "stores/(a)",
    ],
)
def test_what_shops_show_may_be_kept(api: Api, path: str) -> None:
    answer = api.get(f"{V23}/{path}")
    assert answer.headers["cache-control"] == "max-age=60,must-revalidate"
    assert "authorization" in answer.headers["vary"]


def test_nothing_else_may_be_kept(api: Api, agent: str) -> None:
    order = api.order(agent)
    assert control(api, f"{V23}/orders/{order['order_no']}", token=agent) == NEVER
    assert api.post(f"{V23}/baskets", basket_document(), token=agent).headers["cache-control"] == NEVER
    assert control(api, f"{V23}/products/none") == NEVER
    assert api.call("OPTIONS", PRODUCT).headers["cache-control"] == NEVER


def hooks_called(api: Api) -> list[str]:
    """Count how often products are made."""
    seen: list[str] = []
    api.application.server.hooks.register("dw.ocapi.shop.product.modifyGETResponse", lambda *_: seen.append("product"))
    return seen


def test_an_answer_is_given_again_where_that_is_set(make_api: MakeApi) -> None:
    api = make_api(answer_cache="on")
    seen = hooks_called(api)
    first = api.get(PRODUCT)
    api.clock.instant = NOW + 30_000
    again = api.get(PRODUCT)
    assert (again.content, len(seen)) == (first.content, 1), "the work of hooks is kept with the answer"
    assert again.headers["cache-control"] == "max-age=30,must-revalidate"
    assert api.get(PRODUCT + "?format=xml").text.startswith("<?xml")
    assert api.get(f"{PRODUCT}?callback=show").text == f"show({first.text});"
    assert len(seen) == 2
    api.clock.instant = NOW + 60_000
    api.get(PRODUCT)
    assert len(seen) == 3


def test_an_emulator_answers_anew_and_only_the_time_is_kept(api: Api) -> None:
    seen = hooks_called(api)
    for _ in range(3):
        api.get(PRODUCT)
    assert len(seen) == 3


def test_who_has_prices_of_his_own_is_not_shown_anothers_answer(make_api: MakeApi) -> None:
    api = make_api(answer_cache="on")
    seen = hooks_called(api)
    api.get(PRODUCT)
    api.get(PRODUCT, token=api.customer())
    api.get(PRODUCT, token=api.customer())
    api.get(PRODUCT, token=api.agent_token())
    assert len(seen) == 3, "a client, guests alike, and an agent"


def test_a_client_of_old_versions_is_not_told_what_it_knows(api: Api, agent: str) -> None:
    order = api.order(agent)
    for url in (f"{V15}/products/mug-01", f"{V15}/orders/{order['order_no']}"):
        read = api.get(url, token=agent)
        etag = read.headers["etag"]
        assert len(etag) == 64
        for known in (etag, f'"{etag}"', f'W/"{etag}"', f'"x", "{etag}"', "*"):
            answer = api.get(url, token=agent, headers={"If-None-Match": known})
            assert (answer.status, answer.content) == (304, b""), known
            assert answer.headers["etag"] == etag
            assert answer.headers["cache-control"] == read.headers["cache-control"]
            assert not {"content-type", "content-length"} & set(answer.headers)
        assert api.get(url, token=agent, headers={"If-None-Match": '"other"'}).content == read.content


def test_a_change_is_told_again(api: Api, agent: str) -> None:
    order = api.order(agent)
    url = f"{V15}/orders/{order['order_no']}"
    known = {"If-None-Match": api.get(url, token=agent).headers["etag"]}
    api.patch(f"{V23}/orders/{order['order_no']}", {"status": "failed"}, token=agent)
    answer = api.get(url, token=agent, headers=known)
    assert (answer.status, answer.json["status"]) == (200, "failed")


def test_later_versions_have_no_etags(api: Api) -> None:
    answer = api.get(PRODUCT, headers={"If-None-Match": "*"})
    assert (answer.status, "etag" in answer.headers) == (200, False)


def test_the_settings_of_a_client_say_how_long(api: Api) -> None:
    put(api, client(entry("/products/*", cache_time=900), entry("/site", cache_time=0), entry("/stores/*")))
    assert control(api, PRODUCT) == "max-age=900,must-revalidate"
    assert control(api, f"{V23}/site") == NEVER
    assert control(api, f"{V23}/stores/(a)") == "max-age=60,must-revalidate"


def test_what_is_expanded_shortens_the_time_and_has_to_be_granted(api: Api, agent: str) -> None:
    parts = (entry("/products/*", cache_time=900), entry("/products/*/prices", cache_time=30))
    put(api, client(*parts, entry("/products/*/images", cache_time=0), entry("/customers/*")))
    assert control(api, f"{PRODUCT}?expand=prices") == "max-age=30,must-revalidate"
    assert control(api, f"{V23}/products/(mug-01)?expand=prices,") == "max-age=30,must-revalidate"
    assert control(api, f"{PRODUCT}?expand=images,prices") == NEVER
    answer = api.get(f"{PRODUCT}?expand=prices,availability")
    assert (answer.status, answer.fault) == (403, "ClientAccessForbiddenException")
    assert answer.arguments["path"] == "/shop/v23_1/products/mug-01/availability"
    assert api.get(f"{PRODUCT}?expand=taste").fault == "InvalidExpandValueException"
    customer = api.get(f"{V23}/customers/none?expand=addresses", token=agent)
    assert customer.arguments["path"] == "/shop/v23_1/customers/none/addresses"


def test_without_personal_caching_everyone_is_answered_as_nobody(make_api: MakeApi) -> None:
    api = make_api(answer_cache="on")
    put(api, client(entry("/products/*", personalized_caching_enabled=False), entry("/customers/auth", "post")))
    seen = hooks_called(api)
    api.get(PRODUCT, token=api.customer())
    api.get(PRODUCT)
    assert len(seen) == 1
