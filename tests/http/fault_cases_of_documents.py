"""Cases of faults of parameters, of documents and their states, and of resources that are only read."""

from typing import Any

from tests.api import SHOP, V15, V23
from tests.http.fault_cases import Ask, alone, ask, case
from tests.http.fault_scene import Scene

V15_9 = f"{SHOP}/v15_9"
STALE = "ab" * 32


def basket(body: Any) -> Ask:
    """A new basket that is refused."""
    return ask("POST", "/baskets", body, by="agent")


def _order_state(scene: Scene) -> None:
    """Remember the state that the order has."""
    answer = scene.api.get(f"{V23}/orders/{scene.name('order_no')}", token=scene.token("agent"))
    scene.named["order_state"] = answer.json["_resource_state"]


CASES = [
    case(
        "BODY_DECODING",
        400,
        "BodyDecodingException",
        {"body": "it ends too early"},
        "The request body could not be decoded: it ends too early",
        basket(b'{"currency":'),
    ),
    case(
        "ENUM_CONSTRAINT_VIOLATION",
        400,
        "EnumConstraintViolationException",
        {"document": "order", "enumValue": "placed"},
        "The value 'placed' is not allowed in document 'order'.",
        ask("PATCH", "/orders/{order_no}", {"status": "placed"}, by="agent"),
    ),
    case(
        "INVALID_CUSTOM_PROPERTY",
        400,
        "InvalidCustomPropertyException",
        {},
        "The value of a custom property is not valid.",
        basket({"c_gift": "perhaps"}),
    ),
    case(
        "INVALID_EXPAND_VALUE",
        400,
        "InvalidExpandValueException",
        {"expandValue": "taste"},
        "The expand value 'taste' is not known.",
        ask("GET", "/products/mug-01?expand=taste"),
    ),
    case(
        "MALFORMED_LOCALE",
        400,
        "MalformedLocaleException",
        {"locale": "en-US-x"},
        "The locale 'en-US-x' is malformed.",
        ask("GET", "/products/mug-01?locale=en-US-x"),
    ),
    case(
        "UNKNOWN_LOCALE",
        400,
        "UnknownLocaleException",
        {"locale": "fr-FR"},
        "The locale 'fr-FR' is unknown.",
        ask("GET", "/products/mug-01?locale=fr-FR"),
    ),
    case(
        "UNSUPPORTED_LOCALE",
        400,
        "UnsupportedLocaleException",
        {"locale": "en-GB"},
        "The locale 'en-GB' is not supported by the site.",
        ask("GET", "/products/mug-01?locale=en-GB"),
    ),
    case(
        "UNSUPPORTED_CURRENCY",
        400,
        "UnsupportedCurrencyException",
        {"currency": "ZZZ"},
        "The currency 'ZZZ' is not supported by the site.",
        ask("GET", "/products/mug-01?currency=ZZZ"),
    ),
    alone(
        "CURRENCY_NOT_FOUND",
        404,
        "CurrencyNotFoundException",
        {"currencyId": "ZZZ"},
        "No currency with id 'ZZZ' found.",
        ask("GET", "/products/mug-01?currency=ZZZ"),
        unknown_currency="not_found",
    ),
    case(
        "MALFORMED_PARAMETER",
        400,
        "MalformedParameterException",
        {"parameter": "start", "value": "first"},
        "The value 'first' of parameter 'start' could not be read.",
        ask("GET", "/product_search?q=mug&start=first"),
    ),
    case(
        "VALUE_CONSTRAINT_VIOLATION",
        400,
        "ValueConstraintViolationException",
        {"parameter": "count", "expected": "between 1 and 200"},
        "The value of parameter 'count' violates its constraint: between 1 and 200.",
        ask("GET", "/product_search?q=mug&count=201"),
    ),
    case(
        "STRING_CONSTRAINT_VIOLATION",
        400,
        "StringConstraintViolationException",
        {"parameter": "country_code", "expected": "2 letters"},
        "The value of parameter 'country_code' violates its constraint: 2 letters.",
        ask("GET", "/stores?country_code=USA&postal_code=10001"),
    ),
    case(
        "ILLEGAL_ENUMERATION_VALUE",
        400,
        "IllegalEnumerationValueException",
        {"value": "prise", "type": "sorting_option"},
        "The value 'prise' is none of the enumeration 'sorting_option'.",
        ask("GET", "/product_search?q=mug&sort=prise"),
    ),
    case(
        "MALFORMED_SELECTOR",
        400,
        "MalformedSelectorException",
        {"selector": "(name"},
        "The property selector '(name' is malformed.",
        ask("GET", "/products/mug-01?select=(name"),
    ),
    case(
        "NULL_CONSTRAINT_VIOLATION",
        400,
        "NullConstraintViolationException",
        None,
        "The parameter 'x-dw-order-token' must not be null.",
        ask("POST", f"{V15}/orders/{{order_no}}/payment_authorize", {}),
    ),
    case(
        "PROPERTY_CONSTRAINT_VIOLATION",
        400,
        "PropertyConstraintViolationException",
        {"document": "customer_info", "path": "$.customer_info.email"},
        "The property '$.customer_info.email' of document 'customer_info' violates its constraints.",
        basket({"customer_info": {"email": "no address"}}),
    ),
    case(
        "START_AFTER_END",
        400,
        "StartAfterEndException",
        {"document": "promotion_result", "startDate": "2026-02-01T00:00Z", "endDate": "2026-01-01T00:00Z"},
        "The start '2026-02-01T00:00Z' lies after the end '2026-01-01T00:00Z'.",
        ask("GET", "/promotions?campaign_id=x&start_date=2026-02-01T00:00Z&end_date=2026-01-01T00:00Z"),
    ),
    case(
        "TYPE_DECODING",
        400,
        "TypeDecodingException",
        {"path": "$.product_items[0].product_id", "expectedTypes": "string", "actualType": "integer"},
        "The value at '$.product_items[0].product_id' has type integer, expected was string.",
        basket({"product_items": [{"product_id": 5}]}),
    ),
    case(
        "UNEXPECTED_VERSION",
        400,
        "UnexpectedVersionException",
        {"version": "15.2"},
        "The version '15.2' of the document is not the version of the URL.",
        basket({"_v": "15.2"}),
    ),
    case(
        "UNKNOWN_PROPERTY",
        400,
        "UnknownPropertyException",
        {"property": "curency", "document": "basket"},
        "The property 'curency' is unknown in document 'basket'.",
        basket({"curency": "USD"}),
    ),
    case(
        "IF_MATCH_REQUIRED",
        409,
        "IfMatchRequiredException",
        None,
        "The header 'If-Match' is required.",
        ask("PATCH", f"{V15_9}/baskets/{{basket_id}}", {}, by="agent"),
    ),
    case(
        "INVALID_IF_MATCH",
        412,
        "InvalidIfMatchException",
        None,
        f"The value '{STALE}' of header 'If-Match' is not the state of the resource.",
        ask("PATCH", f"{V15_9}/baskets/{{basket_id}}", {}, by="agent", If_Match=STALE),
    ),
    case(
        "RESOURCE_STATE_CONFLICT",
        409,
        "ResourceStateConflictException",
        {"client": STALE, "server": "{order_state}"},
        f"The state '{STALE}' of the client is not the state '{{order_state}}' of the server.",
        ask("PATCH", "/orders/{order_no}", {"_resource_state": STALE}, by="agent"),
        _order_state,
    ),
    case(
        "PRODUCT_NOT_FOUND",
        404,
        "ProductNotFoundException",
        {"productId": "mug-1"},
        "No product with id 'mug-1' found.",
        ask("GET", "/products/mug-1"),
    ),
    case(
        "INVALID_PRODUCT_LINK_TYPE",
        400,
        "InvalidProductLinkTypeException",
        {"type": "nice"},
        "The type of product links 'nice' is not known.",
        ask("GET", "/products/mug-01/links?type=nice"),
    ),
    case(
        "INVALID_PRODUCT_LINK_DIRECTION",
        400,
        "InvalidProductLinkDirectionException",
        {"direction": "up"},
        "The direction of product links 'up' is not known.",
        ask("GET", "/products/mug-01/links?direction=up"),
    ),
    case(
        "CATEGORY_NOT_FOUND",
        404,
        "CategoryNotFoundException",
        {"categoryId": "te"},
        "No category with id 'te' found.",
        ask("GET", "/categories/te"),
    ),
    case(
        "PROMOTION_NOT_FOUND",
        404,
        "PromotionNotFoundException",
        {"promotionId": "welcom"},
        "No promotion with id 'welcom' found.",
        ask("GET", "/promotions/welcom"),
    ),
    case(
        "STORE_NOT_FOUND",
        404,
        "StoreNotFoundException",
        {"storeId": "bosten"},
        "No store with id 'bosten' found.",
        ask("GET", "/stores/bosten"),
    ),
    case(
        "MISSING_PARAMETER",
        400,
        "MissingParameterException",
        {"parameter": "campaign_id"},
        "The parameter 'campaign_id' is missing.",
        ask("GET", "/promotions"),
    ),
    case(
        "MISSING_COORDINATES",
        400,
        "MissingCoordinatesException",
        {},
        "Please name a latitude and a longitude, or a country code and a postal code.",
        ask("GET", "/stores"),
    ),
    case(
        "MISSING_COUNTRY_CODE",
        400,
        "MissingCountryCodeException",
        {},
        "The country code is missing.",
        ask("GET", "/stores?postal_code=10001"),
    ),
    case(
        "MISSING_POSTAL_CODE",
        400,
        "MissingPostalCodeException",
        {},
        "The postal code is missing.",
        ask("GET", "/stores?country_code=US"),
    ),
    case(
        "INVALID_DISTANCE_UNIT",
        400,
        "InvalidDistanceUnitException",
        {"distanceUnit": "ft"},
        "The distance unit 'ft' is neither 'km' nor 'mi'.",
        ask("GET", "/stores?latitude=42&longitude=-71&distance_unit=ft"),
    ),
]
