"""Faults of single resources, following the fault tables of the resource reference."""

from counterfoil.faults.fault import FaultRow, fault_row, versioned_fault
from counterfoil.versions import parse_version

_15_6 = parse_version("15.6")

ORDER_NOT_FOUND = versioned_fault(
    "ORDER_NOT_FOUND",
    "order_no",
    [
        FaultRow("NotFoundException", 404, "No order with number '{order_no}' found.", until=_15_6),
        FaultRow("OrderNotFoundException", 404, "No order with number '{order_no}' found.", since=_15_6),
    ],
)
ORDER_ALREADY_EXISTS = fault_row(
    "ORDER_ALREADY_EXISTS", 409, "OrderAlreadyExistsException", "An order with number '{order_no}' exists.", "order_no"
)
INVALID_ORDER_STATUS = fault_row(
    "INVALID_ORDER_STATUS", 400, "InvalidOrderStatusException", "The order status '{status}' is unknown.", "status"
)
UNAUTHORIZED_ORDER_ACCESS = fault_row(
    "UNAUTHORIZED_ORDER_ACCESS",
    401,
    "UnauthorizedOrderAccessException",
    "Unauthorized access to order '{order_no}' for token '{order_token}'.",
    "order_no order_token",
)
INVALID_PAYMENT_METHOD = fault_row(
    "INVALID_PAYMENT_METHOD",
    400,
    "InvalidPaymentMethodException",
    "The payment method '{payment_method_id}' is unknown or not applicable.",
    "payment_method_id",
)
INVALID_PAYMENT_METHOD_ID = fault_row(
    "INVALID_PAYMENT_METHOD_ID",
    400,
    "InvalidPaymentMethodIdException",
    "The payment method '{payment_method_id}' is unknown or not applicable.",
    "payment_method_id",
)
PAYMENT_INSTRUMENT_NOT_FOUND = fault_row(
    "PAYMENT_INSTRUMENT_NOT_FOUND",
    404,
    "PaymentInstrumentNotFoundException",
    "No payment instrument with id '{payment_instrument_id}' found.",
    "payment_instrument_id",
)
CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND = fault_row(
    "CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND",
    404,
    "CustomerPaymentInstrumentNotFoundException",
    "No customer payment instrument with id '{customer_payment_instrument_id}' found.",
    "customer_payment_instrument_id",
)
STATUS_TRANSITION_NOT_POSSIBLE = fault_row(
    "STATUS_TRANSITION_NOT_POSSIBLE",
    400,
    "StatusTransitionNotPossibleException",
    "The status transition from '{status_from}' to '{status_to}' isn't possible.",
    "status_from status_to",
)
VALIDATION = fault_row(
    "VALIDATION",
    400,
    "ValidationException",
    "The basket cannot be submitted: it contains flashes ({flashes}).",
    "flashes",
)
INVALID_BASKET_ID = fault_row("INVALID_BASKET_ID", 400, "InvalidBasketIdException", "The basket id is missing.")
BASKET_NOT_FOUND = fault_row(
    "BASKET_NOT_FOUND", 404, "BasketNotFoundException", "No basket with id '{basket_id}' found.", "basket_id"
)
CUSTOMER_BASKETS_QUOTA_EXCEEDED = fault_row(
    "CUSTOMER_BASKETS_QUOTA_EXCEEDED",
    400,
    "CustomerBasketsQuotaExceededException",
    "The maximum number of baskets per customer was exceeded."
    " Please reuse or delete one of the existing baskets ({basket_ids}).",
    "basket_ids",
)
BASKET_QUOTA_EXCEEDED = fault_row(
    "BASKET_QUOTA_EXCEEDED",
    400,
    "BasketQuotaExceededException",
    "The maximum number of product items per basket was exceeded.",
)
INVALID_CUSTOMER = fault_row(
    "INVALID_CUSTOMER",
    400,
    "InvalidCustomerException",
    "The customer of the request is not the customer of the resource.",
)
CUSTOMER_NOT_FOUND = fault_row(
    "CUSTOMER_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with number '{customer_no}' found.",
    "customer_no",
)
DUPLICATE_SHIPMENT_ID = fault_row(
    "DUPLICATE_SHIPMENT_ID",
    400,
    "DuplicateShipmentIdException",
    "The shipment id '{shipment_id}' is used twice.",
    "shipment_id",
)
SHIPMENT_NOT_FOUND = fault_row(
    "SHIPMENT_NOT_FOUND", 404, "ShipmentNotFoundException", "No shipment with id '{shipment_id}' found.", "shipment_id"
)
INVALID_SHIPPING_METHOD_ID = fault_row(
    "INVALID_SHIPPING_METHOD_ID",
    400,
    "InvalidShippingMethodIdException",
    "The shipping method '{shipping_method_id}' is unknown or not applicable.",
    "shipping_method_id",
)
MISSING_SHIPPING_METHOD_ID = fault_row(
    "MISSING_SHIPPING_METHOD_ID", 400, "MissingShippingMethodIdException", "The shipping method id is missing."
)
INVALID_PRODUCT_ID = fault_row(
    "INVALID_PRODUCT_ID", 400, "InvalidProductIdException", "The product id '{product_id}' is not valid.", "product_id"
)
INVALID_PRODUCT_ITEM = fault_row(
    "INVALID_PRODUCT_ITEM",
    400,
    "InvalidProductItemException",
    "The product item with product id '{product_id}' is not valid.",
    "product_id quantity",
)
INVALID_PRODUCT_ITEM_QUANTITY = fault_row(
    "INVALID_PRODUCT_ITEM_QUANTITY",
    400,
    "InvalidProductItemQuantityException",
    "The quantity '{quantity}' of product '{product_id}' is not valid.",
    "product_id quantity",
)
INVALID_PRODUCT_TYPE = fault_row(
    "INVALID_PRODUCT_TYPE",
    400,
    "InvalidProductTypeException",
    "The product '{product_id}' cannot be bought: it is a master, a variation group or a set.",
    "product_id",
)
INVALID_PRODUCT_OPTION_ITEM = fault_row(
    "INVALID_PRODUCT_OPTION_ITEM",
    400,
    "InvalidProductOptionItemException",
    "The option '{option_id}' of product '{product_id}' is unknown.",
    "product_id option_id",
)
INVALID_PRODUCT_OPTION_VALUE_ITEM = fault_row(
    "INVALID_PRODUCT_OPTION_VALUE_ITEM",
    400,
    "InvalidProductOptionValueItemException",
    "The option value '{option_value_id}' of option '{option_id}' is unknown.",
    "product_id option_id option_value_id",
)
PRODUCT_ITEM_NOT_AVAILABLE = fault_row(
    "PRODUCT_ITEM_NOT_AVAILABLE",
    400,
    "ProductItemNotAvailableException",
    "The product '{product_id}' is not available in quantity {quantity}.",
    "product_id quantity",
)
PRODUCT_NOT_FOUND = fault_row(
    "PRODUCT_NOT_FOUND", 404, "ProductNotFoundException", "No product with id '{product_id}' found.", "product_id"
)
SHIPPING_ITEM_NOT_FOUND = fault_row(
    "SHIPPING_ITEM_NOT_FOUND",
    404,
    "ShippingItemNotFoundException",
    "No shipping item with id '{item_id}' found.",
    "item_id",
)
