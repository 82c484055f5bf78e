"""What the seed page and recorded servers show, request by request, answered so in every property and header."""

from collections.abc import Iterator

import pytest
from tests.api import V23, Api
from tests.http.golden_file import GOLDEN, compare, play, read
from tests.http.stored import page_order, put_order, put_session

from counterfoil.documents.order import Order

SESSION = "tYlzC3YbZNo13dV5XS4OGzg0wClZGz4yThXHrvEZNUlT2ohYzMFyPJin5cW0wleUaxMnraXcEbg4mnymdroMlA=="
SECURE_TOKEN = "5Kx5-2P7jj5WoxeTiWwHNBJ6QV39Io5SNA=="
ONE_MUG = {"product_items": [{"product_id": "mug-01", "quantity": 1}]}
FORMATS = pytest.mark.parametrize("form", ["json", "xml"])


@pytest.fixture
def page(demo_store: str) -> Iterator[Api]:
    """A server with the session of the page's cookies. Its orders are not verified: the page's do not add up."""
    api = Api(demo_store)
    put_session(api, SESSION, SECURE_TOKEN, "abcdefghijklmnopqrstuvwxyz")
    yield api
    api.close()


@pytest.fixture
def order(page: Api) -> Order:
    """The page's order, in the store."""
    return put_order(page, page_order())


def put_orders(api: Api, count: int, start: int) -> None:
    """Store orders of which that at index ``start`` of the list, newest first, is the page's."""
    for index in range(count):
        second = 59 - index
        number = 1234567890 + index - start
        put_order(api, page_order(number, creation_date=f"2014-06-15T04:02:{second:02d}.000Z"))


@FORMATS
def test_a_page_of_the_customers_orders(page: Api, form: str) -> None:
    put_orders(page, 8, start=2)
    put_order(page, page_order(1, status="cancelled"))
    play(page, f"v15_2/GET_orders/page_of_eight.{form}.http")


@FORMATS
def test_a_page_of_the_orders_of_a_fortnight(page: Api, form: str) -> None:
    put_orders(page, 21, start=5)
    put_order(page, page_order(1, creation_date="2014-06-04T23:59:59.999Z"))
    put_order(page, page_order(2, creation_date="2014-06-19T12:31:00.000Z"))
    play(page, f"v15_2/GET_orders/page_of_a_fortnight.{form}.http")


@FORMATS
@pytest.mark.usefixtures("order")
def test_an_order(page: Api, form: str) -> None:
    play(page, f"v15_2/GET_orders_order_no/found.{form}.http")


@FORMATS
def test_an_order_that_is_not_there(page: Api, form: str) -> None:
    play(page, f"v15_2/GET_orders_order_no/not_found.{form}.http")


@pytest.mark.parametrize("case", ["success.json", "success.xml", "alias.json", "wrong_token.json", "wrong_token.xml"])
@pytest.mark.usefixtures("order")
def test_the_authorisation_of_a_payment(page: Api, case: str) -> None:
    play(page, f"v15_2/POST_orders_order_no_payment_authorize/{case}.http")


def test_a_new_basket_with_one_item_has_the_recorded_properties_and_flashes(api: Api) -> None:
    play(api, "v23_1/POST_baskets/one_item.json.http", token=api.customer())


def test_a_second_basket_names_the_first(api: Api) -> None:
    token = api.customer()
    first = api.post(f"{V23}/baskets", ONE_MUG, token=token).json["basket_id"]
    answer = play(api, "v23_1/POST_baskets/second_basket.json.http", token=token)
    assert answer.arguments["basketIds"] == first
    assert f"({first})" in answer.text


def test_an_order_of_later_versions_has_the_recorded_properties(api: Api, agent: str) -> None:
    basket_id = api.basket(agent)["basket_id"]
    answer = play(api, "v23_1/POST_orders/whole_basket.json.http", token=agent, basket_id=basket_id)
    order_no = answer.json["order_no"]
    instrument_id = answer.json["payment_instruments"][0]["payment_instrument_id"]
    play(
        api,
        "v23_1/PATCH_orders_order_no_payment_instruments_id/card.json.http",
        token=agent,
        order_no=order_no,
        instrument_id=instrument_id,
    )
    play(api, "v23_1/GET_orders_order_no/placed.json.http", token=agent, order_no=order_no)


def test_an_unknown_property_is_named_with_its_document(api: Api) -> None:
    play(api, "v23_1/POST_customers_auth/unknown_property.json.http")


@pytest.mark.fast
@pytest.mark.parametrize(
    ("golden", "other"),
    [
        ('{"a": 1.0}', '{"a": 1.00}'),
        ('{"a": "1"}', '{"a": 1}'),
        ('{"a": 1, "b": 2}', '{"b": 2, "a": 1}'),
        ('{"a": [1]}', '{"a": [1, 2]}'),
        ('{"a": null}', "{}"),
        ('{"a": "<64 hex>"}', '{"a": "0"}'),
        ('<?xml version="1.0"?><a><b>1</b><c/></a>', "<a><c/><b>1</b></a>"),
        ('<?xml version="1.0"?><a><b>1</b></a>', "<a><b>2</b></a>"),
    ],
    ids=["digits", "type", "order", "length", "null", "placeholder", "order of elements", "text"],
)
def test_a_golden_file_notices_a_difference(golden: str, other: str) -> None:
    compare(golden, golden.replace("<64 hex>", "0" * 64))
    with pytest.raises(AssertionError):
        compare(golden, other)


def test_every_golden_file_names_its_source() -> None:
    files = [file.relative_to(GOLDEN).as_posix() for file in GOLDEN.rglob("*") if file.is_file()]
    assert len(files) > 15
    assert [file for file in files if len(read(file).source) < 40] == []
