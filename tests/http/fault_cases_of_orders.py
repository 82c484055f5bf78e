"""Cases of faults of orders and their search, of payment, and of prices adjusted by hand."""

from typing import Any

from tests.api import V15, V23
from tests.http.fault_cases import Ask, alone, ask, case
from tests.http.fault_scene import Scene
from tests.http.order_searcher import filtered, term

AUTHORIZE = f"{V15}/orders/{{order_no}}/payment_authorize"
DAY = 24 * 3600 * 1000


def search(query: Any, **more: Any) -> Ask:
    return ask("POST", "/order_search", {"query": query, **more}, by="agent")


def adjust(kind: str, value: Any, level: str = "order", by: str = "boss", **more: Any) -> Ask:
    """An adjustment that the basket does not take."""
    body = {"level": level, "discount": {"type": kind, "value": value}, **more}
    return ask("POST", "/baskets/{adjusted_id}/price_adjustments", body, by=by)


def change(adjustment: str, body: Any, basket: str = "adjusted_id") -> Ask:
    return ask("PATCH", f"/baskets/{{{basket}}}/price_adjustments/{adjustment}", body, by="boss")


def _taken_number(scene: Scene) -> None:
    """An order of a number, and a basket to be ordered by it."""
    for name in ("first_id", "second_id"):
        scene.named[name] = scene.basket()["basket_id"]
    body = {"basket_id": scene.named["first_id"]}
    answer = scene.api.call("PUT", f"{V23}/orders/ERP-1", body, token=scene.token("agent"))
    assert answer.status in (200, 201), answer


def _masked(scene: Scene) -> None:
    """A basket whose payment instrument was masked, for its time is over."""
    basket = scene.basket()
    scene.named["masked_basket_id"] = basket["basket_id"]
    scene.named["masked_id"] = basket["payment_instruments"][0]["payment_instrument_id"]
    scene.api.clock.advance(2 * DAY)
    scene.forget_tokens()


def _hundred(scene: Scene) -> None:
    """A basket with as many adjustments as there may be."""
    given = [{"applied_discount": {"type": "amount", "amount": 0.01}, "promotion_id": f"p{n}"} for n in range(100)]
    scene.named["hundred_id"] = scene.basket("boss", order_price_adjustments=given)["basket_id"]


CASES = [
    case(
        "ORDER_NOT_FOUND",
        404,
        "NotFoundException",
        None,
        "No order with number '99999999' found.",
        ask("GET", f"{V15}/orders/99999999", by="agent"),
    ),
    case(
        "ORDER_NOT_FOUND",
        404,
        "OrderNotFoundException",
        {"orderNo": "99999999"},
        "No order with number '99999999' found.",
        ask("GET", "/orders/99999999", by="agent"),
    ),
    case(
        "ORDER_ALREADY_EXISTS",
        409,
        "OrderAlreadyExistsException",
        {"orderNo": "ERP-1"},
        "An order with number 'ERP-1' exists.",
        ask("PUT", "/orders/ERP-1", {"basket_id": "{second_id}"}, by="agent"),
        _taken_number,
    ),
    case(
        "INVALID_ORDER_STATUS",
        400,
        "InvalidOrderStatusException",
        {"status": "placed"},
        "The order status 'placed' is unknown.",
        ask("GET", "/customers/{xenia_id}/orders?status=placed", by="xenia"),
    ),
    case(
        "UNAUTHORIZED_ORDER_ACCESS",
        401,
        "UnauthorizedOrderAccessException",
        None,
        "Unauthorized access to order '{order_no}' for token 'wrong'.",
        ask("POST", AUTHORIZE, {}, x_dw_order_token="wrong"),
    ),
    case(
        "STATUS_TRANSITION_NOT_POSSIBLE",
        400,
        "StatusTransitionNotPossibleException",
        {"statusFrom": "CREATED", "statusTo": "REPLACED"},
        "The status transition from 'CREATED' to 'REPLACED' isn't possible.",
        ask("PATCH", "/orders/{order_no}", {"status": "replaced"}, by="agent"),
    ),
    case(
        "FIELD_NOT_SORTABLE",
        400,
        "FieldNotSortableException",
        {"field": "product_items.product_id"},
        "Orders cannot be sorted by the field 'product_items.product_id'.",
        search({"match_all_query": {}}, sorts=[{"field": "product_items.product_id"}]),
    ),
    case(
        "INVALID_SEARCH_FIELD_TYPE",
        400,
        "InvalidSearchFieldTypeException",
        {"field": "creation_date", "value": "yesterday", "type": "date"},
        "The value 'yesterday' is not of the type 'date' of the field 'creation_date'.",
        search(term("creation_date", "is", "yesterday")),
    ),
    case(
        "QUERY_SEARCH_TYPES_NOMATCH",
        400,
        "QuerySearchTypesNomatchException",
        {"field1": "status", "field2": "creation_date", "type1": "string", "type2": "date"},
        "The fields 'status' and 'creation_date' of one query have different types: 'string' and 'date'.",
        search({"term_query": {"fields": ["status", "creation_date"], "operator": "is", "values": ["x"]}}),
    ),
    case(
        "QUOTA_EXCEEDED",
        400,
        "QuotaExceededException",
        {"msg": "A query has 1000 values at most."},
        "A query has 1000 values at most.",
        search(term("status", "one_of", *("x" for _ in range(2000)))),
    ),
    case(
        "RANGE_FILTER_TYPE",
        400,
        "RangeFilterTypeException",
        {"field": "order.has_holds", "type": "boolean"},
        "A range of the field 'order.has_holds' is not possible: its type is 'boolean'.",
        search(filtered({"range_filter": {"field": "order.has_holds", "from": 1}})),
    ),
    case(
        "RANGE_FILTER_VALUE",
        400,
        "RangeFilterValueException",
        {"field": "creation_date", "value": "7"},
        "The value '7' is no bound of a range of the field 'creation_date'.",
        search(filtered({"range_filter": {"field": "creation_date", "from": 7}})),
    ),
    case(
        "SEARCH_OPERATOR_NOT_APPLICABLE",
        400,
        "SearchOperatorNotApplicableException",
        {"operator": "less", "field": "order.has_holds"},
        "The operator 'less' is not applicable to the field 'order.has_holds'.",
        search(term("order.has_holds", "less", True)),
    ),
    case(
        "TERM_OPERATOR_MISMATCH_VALUES",
        400,
        "TermOperatorMismatchValuesException",
        {"field": "status", "operator": "is"},
        "The operator 'is' on the field 'status' does not take so many values.",
        search(term("status", "is")),
    ),
    case(
        "UNKNOWN_SEARCH_FIELD",
        400,
        "UnknownSearchFieldException",
        {"field": "customer_mail"},
        "The search field 'customer_mail' is unknown.",
        search(term("customer_mail", "is", "x")),
    ),
    case(
        "UNKNOWN_SEARCH_OPERATOR",
        400,
        "UnknownSearchOperatorException",
        {"operator": "oneof"},
        "The search operator 'oneof' is unknown.",
        search(term("status", "oneof", "x")),
    ),
    case(
        "UNQUERYABLE_FIELD",
        400,
        "UnqueryableFieldException",
        {"field": "creation_date"},
        "The field 'creation_date' cannot be queried in this way.",
        search({"text_query": {"fields": ["creation_date"], "search_phrase": "x"}}),
    ),
    case(
        "INVALID_PAYMENT_METHOD",
        400,
        "InvalidPaymentMethodException",
        None,
        "The payment method 'BARTER' is unknown or not applicable.",
        ask("POST", AUTHORIZE, {"payment_method_id": "BARTER"}, x_dw_order_token="{order_token}"),
    ),
    case(
        "INVALID_PAYMENT_METHOD_ID",
        400,
        "InvalidPaymentMethodIdException",
        {"paymentMethodId": "CREDITCARD"},
        "The payment method 'CREDITCARD' is unknown or not applicable.",
        ask("POST", "/baskets/{basket_id}/payment_instruments", {"payment_method_id": "CREDITCARD"}, by="agent"),
    ),
    case(
        "PAYMENT_INSTRUMENT_NOT_FOUND",
        404,
        "PaymentInstrumentNotFoundException",
        {"paymentInstrumentId": "nothing"},
        "No payment instrument with id 'nothing' found.",
        ask("DELETE", "/baskets/{basket_id}/payment_instruments/nothing", by="agent"),
    ),
    alone(
        "PAYMENT_INSTRUMENT_PERMANENTLY_MASKED",
        400,
        "PaymentInstrumentPermanentlyMaskedException",
        {"paymentInstrumentId": "{masked_id}"},
        "The payment instrument '{masked_id}' is permanently masked and cannot be changed.",
        ask("PATCH", "/baskets/{masked_basket_id}/payment_instruments/{masked_id}", {"amount": 1}, by="agent"),
        _masked,
        payment_retention_days=1,
    ),
    case(
        "INVALID_PRICE_ADJUSTMENT_LEVEL",
        400,
        "InvalidPriceAdjustmentLevelException",
        {"level": "order"},
        "A fixed price is not possible at level 'order', or there is one already.",
        adjust("fixed_price", 1),
    ),
    case(
        "INVALID_PROMOTION_ID",
        400,
        "InvalidPromotionIdException",
        {"promotionId": "goodwill"},
        "The promotion id 'goodwill' is used twice.",
        adjust("amount", 1, promotion_id="goodwill"),
    ),
    case(
        "SYSTEM_PROMOTION_ID",
        400,
        "SystemPromotionIdException",
        {"promotionId": "welcome"},
        "The promotion id 'welcome' is that of a system promotion.",
        adjust("amount", 1, promotion_id="welcome"),
    ),
    case(
        "TOO_MANY_PROMOTIONS",
        400,
        "TooManyPromotionsException",
        {"maximum": 100},
        "The maximum number of manual price adjustments (100) was exceeded.",
        ask(
            "POST",
            "/baskets/{hundred_id}/price_adjustments",
            {"level": "order", "discount": {"type": "amount", "value": 1}},
            by="boss",
        ),
        _hundred,
    ),
    case(
        "PRICE_ADJUSTMENT_LIMIT_EXCEEDED",
        400,
        "PriceAdjustmentLimitExceededException",
        {"type": "item", "maximum": "14.00", "itemId": "{item_id}"},
        "The price adjustment exceeds the limit of the user: at most 14.00 of type 'item'.",
        ask(
            "POST",
            "/baskets/{basket_id}/price_adjustments",
            {"level": "product", "item_id": "{item_id}", "discount": {"type": "percentage", "value": 60}},
            by="agent",
        ),
    ),
    case(
        "PRICE_ADJUSTMENT_ID_NOT_FOUND",
        404,
        "PriceAdjustmentIdNotFoundException",
        {"priceAdjustmentId": "nothing"},
        "No price adjustment with id 'nothing' found.",
        change("nothing", {"item_text": "x"}),
    ),
    case(
        "INVALID_PRICE_ADJUSTMENT_ID",
        400,
        "InvalidPriceAdjustmentIdException",
        {},
        "The price adjustment id is missing.",
        change("%20", {"item_text": "x"}),
    ),
    case(
        "PRICE_ADJUSTMENT_NOT_MANUAL",
        400,
        "PriceAdjustmentNotManualException",
        {"priceAdjustmentId": "{system_adjustment_id}"},
        "The price adjustment '{system_adjustment_id}' is not a manual one.",
        change("{system_adjustment_id}", {"item_text": "x"}, "promoted_id"),
    ),
    case(
        "DISCOUNT_TYPE_CHANGE",
        400,
        "DiscountTypeChangeException",
        {"typeFrom": "amount", "typeTo": "percentage"},
        "The discount type 'amount' cannot be changed to 'percentage'.",
        change("{adjustment_id}", {"discount": {"type": "percentage", "value": 1}}),
    ),
    case(
        "MISSING_DISCOUNT_ATTRIBUTE",
        400,
        "MissingDiscountAttributeException",
        {"type": "amount", "attribute": "amount"},
        "A discount of type 'amount' needs the attribute 'amount'.",
        ask("POST", "/baskets", {"order_price_adjustments": [{"applied_discount": {"type": "amount"}}]}, by="boss"),
    ),
]
