"""Faults of baskets and what is in them, following section 3 of the resource reference."""

from counterfoil.faults.fault import fault_row

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
NOTE_NOT_FOUND = fault_row(
    "NOTE_NOT_FOUND", 404, "NoteNotFoundException", "No note with id '{note_id}' found.", "note_id"
)
CUSTOMER_BASKETS_QUOTA_EXCEEDED = fault_row(
    "CUSTOMER_BASKETS_QUOTA_EXCEEDED",
    400,
    "CustomerBasketsQuotaExceededException",
    "The maximum number of baskets per customer was exceeded."
    " Please reuse or delete one of the existing baskets ({basket_ids}).",
    "basket_ids",
)
STOREFRONT_BASKET_EXISTS = fault_row(
    "STOREFRONT_BASKET_EXISTS",
    400,
    "StorefrontBasketExistsException",
    "The customer has a storefront basket already ({basket_ids}). Please exchange it.",
    "basket_ids",
)
BASKET_QUOTA_EXCEEDED = fault_row(
    "BASKET_QUOTA_EXCEEDED",
    400,
    "BasketQuotaExceededException",
    "The maximum number of product items per basket was exceeded.",
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
SHIPPING_ITEM_NOT_FOUND = fault_row(
    "SHIPPING_ITEM_NOT_FOUND",
    404,
    "ShippingItemNotFoundException",
    "No shipping item with id '{item_id}' found.",
    "item_id",
)
INVALID_PRODUCT_ITEM_ID = fault_row(
    "INVALID_PRODUCT_ITEM_ID",
    400,
    "InvalidProductItemIdException",
    "The basket has no product item with id '{item_id}'.",
    "item_id",
)
PRODUCT_ITEM_NOT_FOUND = fault_row(
    "PRODUCT_ITEM_NOT_FOUND",
    404,
    "ProductItemNotFoundException",
    "No product item with id '{item_id}' found.",
    "item_id",
)
INVALID_SHIPMENT_ID = fault_row(
    "INVALID_SHIPMENT_ID",
    400,
    "InvalidShipmentIdException",
    "The shipment id '{shipment_id}' is not valid.",
    "shipment_id",
)
MISSING_SHIPMENT_ID = fault_row("MISSING_SHIPMENT_ID", 400, "MissingShipmentIdException", "The shipment id is missing.")
DUPLICATE_SHIPMENT_NO = fault_row(
    "DUPLICATE_SHIPMENT_NO",
    400,
    "DuplicateShipmentNoException",
    "The shipment number '{shipment_no}' is used twice.",
    "shipment_no",
)
DEFAULT_SHIPMENT_REMOVAL = fault_row(
    "DEFAULT_SHIPMENT_REMOVAL",
    403,
    "DefaultShipmentRemovalException",
    "The default shipment '{shipment_id}' cannot be removed.",
    "shipment_id",
)
INVALID_SHIPPING_ITEM_ID = fault_row(
    "INVALID_SHIPPING_ITEM_ID", 400, "InvalidShippingItemIdException", "The id of a shipping item is missing."
)
DUPLICATE_SHIPPING_ITEM_ID = fault_row(
    "DUPLICATE_SHIPPING_ITEM_ID",
    400,
    "DuplicateShippingItemIdException",
    "The shipping item '{item_id}' is named twice.",
    "item_id",
)
INVALID_ADDRESS = fault_row(
    "INVALID_ADDRESS",
    400,
    "InvalidAddressException",
    "Please provide either an address or the id of an address of the customer, not both.",
)
BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND = fault_row(
    "BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND",
    400,
    "BonusDiscountLineItemNotFoundException",
    "No bonus discount line item with id '{bonus_discount_line_item_id}' found.",
    "bonus_discount_line_item_id",
)
INVALID_BONUS_PRODUCT = fault_row(
    "INVALID_BONUS_PRODUCT",
    400,
    "InvalidBonusProductException",
    "The product '{product_id}' is none of the bonus products to choose from.",
    "product_id",
)
BONUS_PRODUCT_QUANTITY = fault_row(
    "BONUS_PRODUCT_QUANTITY",
    400,
    "BonusProductQuantityException",
    "The quantity '{quantity}' of the product '{product_id}' is more than may be chosen.",
    "product_id quantity",
)
