"""Extension points seen from outside: what a hook is given, what its answer does, and what is kept after it failed."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.api import V15, V23, Answer, Api

from counterfoil.documents.basket import Basket
from counterfoil.documents.order import Order
from counterfoil.hooks import Context, Status
from counterfoil.hooks.loader import HookFileError, load_file
from counterfoil.hooks.names import UnknownPointError
from counterfoil.hooks.registry import Registry

SHOP = "dw.ocapi.shop."
ORDER = SHOP + "order."
BASKET = SHOP + "basket."
INSTRUMENT = ORDER + "payment_instrument."
ERROR = Status(Status.ERROR, "NO_WAY", "It must not be.", details={"why": "so"})
ITEM = {"product_items": [{"product_id": "mug-01", "quantity": 1}]}

Register = Callable[[str, Any], None]


class Shop:
    """An agent at work: one basket and one order to call hooks with."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.agent = api.agent_token()
        self.order = api.order(self.agent)
        self.basket = api.basket(self.agent)
        self.basket_path = f"{V23}/baskets/{self.basket['basket_id']}"
        self.order_path = f"{V23}/orders/{self.order['order_no']}"
        instrument = self.order["payment_instruments"][0]["payment_instrument_id"]
        self.instrument_path = f"{self.order_path}/payment_instruments/{instrument}"

    def register(self, point: str, hook: Any) -> None:
        """Register a hook at a point; a value other than a function is what the hook answers."""
        function = hook if callable(hook) else lambda *_: hook
        self.api.application.server.hooks.register(point, function)

    def call(self, name: str) -> Answer:
        """Make the call whose points begin with a name."""
        document = {"payment_method_id": "INVOICE"}
        api, token = self.api, self.agent
        calls: dict[str, Callable[[], Answer]] = {
            "order.POST": lambda: api.post(f"{V23}/orders", {"basket_id": self.basket["basket_id"]}, token=token),
            "order.GET": lambda: api.get(self.order_path, token=token),
            "basket.POST": lambda: api.post(f"{V23}/baskets", ITEM, token=token),
            "basket.GET": lambda: api.get(self.basket_path, token=token),
            "basket.PATCH": lambda: api.patch(self.basket_path, {"c_note": "x"}, token=token),
            "basket.DELETE": lambda: api.delete(self.basket_path, token=token),
            "order.payment_instrument.POST": lambda: api.post(
                f"{self.order_path}/payment_instruments", document, token=token
            ),
            "order.payment_instrument.PATCH": lambda: api.patch(self.instrument_path, document, token=token),
            "order.PaymentAuthorize": lambda: api.authorize(self.order, document),
            "auth.POST": lambda: api.post(f"{V23}/customers/auth", {"type": "guest"}),
            "product.GET": lambda: api.get(f"{V23}/products/mug-01"),
        }
        return calls[name]()

    def state(self) -> list[bytes]:
        """Return basket and order as they stand."""
        return [self.api.get(path, token=self.agent).content for path in (self.basket_path, self.order_path)]


@pytest.fixture
def shop(api: Api) -> Shop:
    """An agent at work in the demo shop."""
    return Shop(api)


@pytest.fixture
def bare(make_api: Callable[..., Api]) -> Shop:
    """The same without the demo's payment hook, whose Status would end the chain."""
    return Shop(make_api(demo_hook=False))


@pytest.fixture
def register(shop: Shop) -> Register:
    return shop.register


CALLS = [
    "order.POST",
    "order.payment_instrument.POST",
    "order.payment_instrument.PATCH",
    "order.PaymentAuthorize",
    "basket.POST",
    "basket.PATCH",
    "basket.DELETE",
    "auth.POST",
]


def point_of(call: str, when: str) -> str:
    kind, _, method = call.rpartition(".")
    return f"{SHOP}{kind}.{when}{method}"


BEFORE_AND_AFTER = [(call, point_of(call, when)) for call in CALLS for when in ("before", "after")]
READS = [
    ("order.GET", ORDER + "beforeGET"),
    ("basket.GET", BASKET + "beforeGET"),
    ("product.GET", SHOP + "product.beforeGET"),
]


@pytest.mark.parametrize(("call", "point"), [*BEFORE_AND_AFTER, *READS], ids=lambda text: text.removeprefix(SHOP))
def test_an_error_refuses_the_request_and_keeps_nothing(bare: Shop, call: str, point: str) -> None:
    before = bare.state()
    bare.register(point, ERROR)
    answer = bare.call(call)
    assert (answer.status, answer.fault) == (400, "HookStatusException")
    if not point.endswith("Authorize"):
        assert answer.arguments == {
            "extensionPoint": point,
            "statusCode": "NO_WAY",
            "statusMessage": "It must not be.",
            "statusDetails": {"why": "so"},
        }
    bare.api.application.server.hooks = Registry()
    assert bare.state() == before
    assert "authorization" not in answer.headers


@pytest.mark.parametrize(("call", "point"), [*BEFORE_AND_AFTER, *READS], ids=lambda text: text.removeprefix(SHOP))
def test_an_exception_is_an_internal_fault_and_keeps_nothing(bare: Shop, call: str, point: str) -> None:
    def fail(*_: Any) -> None:
        raise ValueError("password of the database")

    before = bare.state()
    bare.register(point, fail)
    answer = bare.call(call)
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")
    assert "password" not in answer.text
    bare.api.application.server.hooks = Registry()
    assert bare.state() == before


def test_an_error_without_code_has_the_arguments_still(shop: Shop, register: Register) -> None:
    register(ORDER + "beforePOST", Status(Status.ERROR))
    arguments = shop.call("order.POST").arguments
    assert arguments["extensionPoint"] == ORDER + "beforePOST"
    assert arguments["statusCode"] is None


def test_after_a_refused_submit_the_basket_can_be_submitted(shop: Shop, register: Register) -> None:
    refuse = [ERROR]
    register(ORDER + "afterPOST", lambda *_: refuse.pop() if refuse else None)
    stock = {"mug-01": shop.api.run(shop.api.application.server.store.stock("refarch-us", ["mug-01"]))["mug-01"]}
    assert shop.call("order.POST").fault == "HookStatusException"
    assert shop.api.run(shop.api.application.server.store.stock("refarch-us", ["mug-01"])) == stock
    assert shop.call("order.POST").status == 200


def test_hooks_of_a_point_run_in_order_and_the_first_status_ends_the_chain(shop: Shop, register: Register) -> None:
    seen: list[str] = []

    def named(name: str, answer: Any = None) -> Callable[..., Any]:
        def hook(*_: Any) -> Any:
            seen.append(name)
            return answer

        return hook

    register(ORDER + "beforePOST", named("first"))
    register(ORDER + "beforePOST", named("second", Status(Status.OK)))
    register(ORDER + "beforePOST", named("third", ERROR))
    assert shop.call("order.POST").status == 200
    assert seen == ["first", "second"]


def test_ok_from_an_after_point_suppresses_the_default_calculation(shop: Shop, register: Register) -> None:
    register(BASKET + "afterPOST", Status(Status.OK))
    assert shop.call("basket.POST").json["product_items"][0]["price"] is None


def test_ok_from_the_hook_keeps_the_default_from_placing_the_order(shop: Shop, register: Register) -> None:
    register(INSTRUMENT + "afterPATCH", Status(Status.OK))
    answer = shop.call("order.payment_instrument.PATCH")
    assert answer.json["status"] == "created"
    assert answer.json["payment_instruments"][0]["authorization_status"]["status"] == 0


def test_without_a_hook_the_default_places_an_authorised_order(shop: Shop) -> None:
    assert shop.call("order.payment_instrument.PATCH").json["status"] == "new"


def test_a_request_without_body_is_given_as_none(shop: Shop, register: Register) -> None:
    seen: list[Any] = []
    for point in ("beforePaymentAuthorize", "afterPaymentAuthorize"):
        register(ORDER + point, lambda order, request: seen.append((type(order), request)))
    assert shop.api.authorize(shop.order, None).status == 200
    assert seen == [(Order, None), (Order, None)]
    baskets: list[Any] = []
    register(BASKET + "beforePOST", baskets.append)
    assert shop.api.post(f"{V23}/baskets", token=shop.agent).status == 200
    assert baskets == [None]


def test_payment_hooks_see_the_card_and_nothing_of_it_is_kept_by_the_system(
    make_api: Callable[..., Api],
) -> None:
    """15.2 adds no system logic: without a hook that changes it, the order is as it was."""
    api = make_api(demo_hook=False)
    order = api.order(api.agent_token())
    seen: list[Any] = []
    api.application.server.hooks.register(
        ORDER + "afterPaymentAuthorize", lambda order, request: seen.append(request.payment_card)
    )
    answer = api.authorize(order)
    assert answer.status == 200
    assert seen[0].number == "4111111111111111"
    assert "amount" not in answer.json["payment_instruments"][0]
    assert answer.json["status"] == "created"


def test_what_hooks_change_is_stored(shop: Shop, register: Register) -> None:
    def mark_basket(basket: Basket) -> None:
        basket.custom["c_from"] = "hook"

    def mark_order(order: Order) -> None:
        order.custom["c_order"] = order.order_no

    register(ORDER + "beforePOST", mark_basket)
    register(ORDER + "afterPOST", mark_order)
    order = shop.call("order.POST").json
    stored = shop.api.get(f"{V23}/orders/{order['order_no']}", token=shop.agent).json
    assert (stored["c_from"], stored["c_order"]) == ("hook", order["order_no"])


def test_a_response_hook_changes_the_answer_only(shop: Shop, register: Register) -> None:
    register(ORDER + "modifyPOSTResponse", lambda _order, document: document.update(c_shown={"a": [1]}))
    order = shop.call("order.POST").json
    assert order["c_shown"] == {"a": [1]}
    assert "c_shown" not in shop.api.get(f"{V23}/orders/{order['order_no']}", token=shop.agent).json


def test_an_error_of_the_response_hook_leaves_the_order(shop: Shop, register: Register) -> None:
    numbers: list[str] = []

    def refuse(order: Order, _document: Any) -> Status:
        numbers.append(order.order_no or "")
        return ERROR

    register(ORDER + "modifyPOSTResponse", refuse)
    answer = shop.call("order.POST")
    assert (answer.status, answer.arguments["extensionPoint"]) == (400, ORDER + "modifyPOSTResponse")
    assert shop.api.get(f"{V23}/orders/{numbers[0]}", token=shop.agent).status == 200


@pytest.mark.parametrize("status", ["new", "failed"])
def test_a_hook_moves_the_status_along_the_matrix(shop: Shop, register: Register, status: str) -> None:
    register(ORDER + "beforePaymentAuthorize", lambda order, _: setattr(order, "status", status))
    assert shop.api.authorize(shop.order, None).json["status"] == status
    assert shop.api.get(shop.order_path, token=shop.agent).json["status"] == status


@pytest.mark.parametrize("status", ["open", "completed", "cancelled", "placed"])
def test_a_hook_cannot_move_the_status_elsewhere(shop: Shop, register: Register, status: str) -> None:
    register(ORDER + "beforePaymentAuthorize", lambda order, _: setattr(order, "status", status))
    answer = shop.api.authorize(shop.order, None)
    assert (answer.status, answer.fault) == (400, "StatusTransitionNotPossibleException")
    assert shop.api.get(shop.order_path, token=shop.agent).json["status"] == "created"


def test_a_failed_order_gives_its_stock_back(shop: Shop, register: Register) -> None:
    def stock() -> int:
        left: int = shop.api.run(shop.api.application.server.store.stock("refarch-us", ["mug-01"]))["mug-01"]
        return left

    before = stock()
    register(ORDER + "beforePaymentAuthorize", lambda order, _: setattr(order, "status", "failed"))
    assert shop.api.authorize(shop.order, None).status == 200
    assert stock() == before + 2000


def test_a_hook_names_the_order(shop: Shop, register: Register) -> None:
    register("dw.order.createOrderNo", lambda: "MINE-1")
    assert shop.call("order.POST").json["order_no"] == "MINE-1"


def test_a_hook_that_gives_a_number_twice_does_not_overwrite(shop: Shop, register: Register) -> None:
    register("dw.order.createOrderNo", lambda: shop.order["order_no"])
    before = shop.state()
    assert shop.call("order.POST").status >= 400
    assert shop.state() == before


def test_an_asynchronous_hook_is_waited_for_and_stopped_when_it_takes_too_long(make_api: Callable[..., Api]) -> None:
    api = make_api(hook_seconds=0.01)
    shop = Shop(api)

    async def hang(*_: Any) -> None:
        await asyncio.Event().wait()

    api.application.server.hooks.register(ORDER + "beforePOST", hang)
    answer = shop.call("order.POST")
    assert (answer.status, answer.fault) == (500, "HookInternalServerErrorException")


def test_hooks_of_one_request_share_their_data_and_see_its_parameters(shop: Shop, register: Register) -> None:
    seen: list[Any] = []

    def before(_order: Order, _request: Any, *, context: Context) -> None:
        context.custom["from"] = context.query["c_mine"]

    def after(_order: Order, _request: Any, *, context: Context) -> None:
        seen.append(dict(context.custom))

    register(ORDER + "beforePaymentAuthorize", before)
    register(ORDER + "afterPaymentAuthorize", after)
    headers = {"x-dw-order-token": shop.order["order_token"]}
    path = f"{V15}/orders/{shop.order['order_no']}/payment_authorize?c_mine="
    for value in ("1", "2"):
        assert shop.api.post(path + value, headers=headers).status == 200
    assert seen == [{"from": "1"}, {"from": "2"}]


HOOK_FILE = """
from counterfoil.hooks import Status, hook

@hook("dw.ocapi.shop.order.beforePOST", "dw.ocapi.shop.basket.beforePOST")
def refuse(document):
    return Status(Status.ERROR, "FROM_FILE")
"""


def test_hooks_are_read_from_a_file(make_api: Callable[..., Api], tmp_path: Path) -> None:
    (tmp_path / "my_hooks.py").write_text(HOOK_FILE)
    api = make_api(hooks=str(tmp_path / "my_hooks.py"))
    answer = api.post(f"{V23}/baskets", token=api.agent_token())
    assert answer.arguments["statusCode"] == "FROM_FILE"


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        (None, HookFileError, "there is no file"),
        ("x = 1", HookFileError, "no function marked"),
        ("def (", HookFileError, "SyntaxError"),
        ("import no_such_module", HookFileError, "no_such_module"),
        (HOOK_FILE.replace("order.beforePOST", "order.beforPOST"), UnknownPointError, "dw.ocapi.shop.order.beforePOST"),
    ],
    ids=["missing", "no hook", "no Python", "import", "unknown point"],
)
def test_a_file_that_cannot_be_used_says_why(
    tmp_path: Path, text: str | None, error: type[Exception], says: str
) -> None:
    file = tmp_path / "broken.py"
    if text is not None:
        file.write_text(text)
    with pytest.raises(error, match=says):
        load_file(Registry(), str(file))
