"""Faults of baskets and what is in them, following section 3 of the resource reference."""

from counterfoil.faults.fault import fault_row

VALIDATION = fault_row(
    "VALIDATION",
    400,
    "ValidationException",
    "The basket cannot be submitted: it contains flashes ({flashes}).",
    "flashes",
    meaning="The basket lacks something that an order has to have.",
    remedy="Mend what the flashes of the basket name, then submit it again; docs/reference/flashes.md explains them.",
)
INVALID_BASKET_ID = fault_row(
    "INVALID_BASKET_ID",
    400,
    "InvalidBasketIdException",
    "The basket id is missing.",
    meaning="The request names no basket.",
    remedy="Send basket_id with the id of the basket to submit.",
)
BASKET_NOT_FOUND = fault_row(
    "BASKET_NOT_FOUND",
    404,
    "BasketNotFoundException",
    "No basket with id '{basket_id}' found.",
    "basket_id",
    meaning="There is no open basket of this id that the caller may see.",
    remedy="Check the id; baskets end by ordering, by deletion and some time after their last change. Make a "
    "new one with POST /baskets.",
)
NOTE_NOT_FOUND = fault_row(
    "NOTE_NOT_FOUND",
    404,
    "NoteNotFoundException",
    "No note with id '{note_id}' found.",
    "note_id _known",
    meaning="There is no note of this id.",
    remedy="Read the notes of the resource and use an id of one.",
)
CUSTOMER_BASKETS_QUOTA_EXCEEDED = fault_row(
    "CUSTOMER_BASKETS_QUOTA_EXCEEDED",
    400,
    "CustomerBasketsQuotaExceededException",
    "The maximum number of baskets per customer was exceeded."
    " Please reuse or delete one of the existing baskets ({basket_ids}).",
    "basket_ids",
    meaning="The customer has as many open baskets as he may have.",
    remedy="Use or delete one of the baskets that the fault names; the settings baskets_per_customer and "
    "baskets_per_agent are the limits.",
)
STOREFRONT_BASKET_EXISTS = fault_row(
    "STOREFRONT_BASKET_EXISTS",
    400,
    "StorefrontBasketExistsException",
    "The customer has a storefront basket already ({basket_ids}). Please exchange it.",
    "basket_ids",
    meaning="The customer has a basket already that would have to give way.",
    remedy="Send exchange=true to replace it, or use the basket that the fault names.",
)
BASKET_QUOTA_EXCEEDED = fault_row(
    "BASKET_QUOTA_EXCEEDED",
    400,
    "BasketQuotaExceededException",
    "The maximum number of product items per basket was exceeded.",
    meaning="The basket has as many items as it may have.",
    remedy="Remove items, or order in two baskets; the setting max_product_items is the limit.",
)
DUPLICATE_SHIPMENT_ID = fault_row(
    "DUPLICATE_SHIPMENT_ID",
    400,
    "DuplicateShipmentIdException",
    "The shipment id '{shipment_id}' is used twice.",
    "shipment_id",
    meaning="Two shipments of the basket would have the same id.",
    remedy="Give each shipment an id of its own.",
)
SHIPMENT_NOT_FOUND = fault_row(
    "SHIPMENT_NOT_FOUND",
    404,
    "ShipmentNotFoundException",
    "No shipment with id '{shipment_id}' found.",
    "shipment_id",
    meaning="The basket or order has no shipment of this id.",
    remedy="Use the id of a shipment of it; the first one is called me.",
)
INVALID_SHIPPING_METHOD_ID = fault_row(
    "INVALID_SHIPPING_METHOD_ID",
    400,
    "InvalidShippingMethodIdException",
    "The shipping method '{shipping_method_id}' is unknown or not applicable.",
    "shipping_method_id",
    meaning="The site has no such shipping method, or it does not apply to this shipment.",
    remedy="Use a method that GET /baskets/{basket_id}/shipments/{shipment_id}/shipping_methods lists.",
)
MISSING_SHIPPING_METHOD_ID = fault_row(
    "MISSING_SHIPPING_METHOD_ID",
    400,
    "MissingShippingMethodIdException",
    "The shipping method id is missing.",
    meaning="The shipping method comes without its id.",
    remedy="Send the id of the shipping method.",
)
INVALID_PRODUCT_ID = fault_row(
    "INVALID_PRODUCT_ID",
    400,
    "InvalidProductIdException",
    "The product id '{product_id}' is not valid.",
    "product_id",
    meaning="The product is missing, or the site does not sell it.",
    remedy="Send product_id of a product that is online and in the site's catalog.",
)
INVALID_PRODUCT_ITEM = fault_row(
    "INVALID_PRODUCT_ITEM",
    400,
    "InvalidProductItemException",
    "The product item with product id '{product_id}' is not valid.",
    "product_id quantity",
    meaning="The site does not sell this product, or not like this.",
    remedy="Send product_id of a product that is online, in the site's catalog, and has a price.",
)
INVALID_PRODUCT_ITEM_QUANTITY = fault_row(
    "INVALID_PRODUCT_ITEM_QUANTITY",
    400,
    "InvalidProductItemQuantityException",
    "The quantity '{quantity}' of product '{product_id}' is not valid.",
    "product_id quantity",
    meaning="The quantity is zero, negative, or not a multiple of the product's step.",
    remedy="Send a quantity that the product is sold in.",
)
INVALID_PRODUCT_TYPE = fault_row(
    "INVALID_PRODUCT_TYPE",
    400,
    "InvalidProductTypeException",
    "The product '{product_id}' cannot be bought: it is a master, a variation group or a set.",
    "product_id",
    meaning="The product is a master, a variation group or a set: it stands for others and cannot be bought itself.",
    remedy="Add one of its variants, or the products of the set one by one.",
)
INVALID_PRODUCT_OPTION_ITEM = fault_row(
    "INVALID_PRODUCT_OPTION_ITEM",
    400,
    "InvalidProductOptionItemException",
    "The option '{option_id}' of product '{product_id}' is unknown.",
    "product_id option_id",
    meaning="The product has no such option.",
    remedy="Use an option of the product.",
)
INVALID_PRODUCT_OPTION_VALUE_ITEM = fault_row(
    "INVALID_PRODUCT_OPTION_VALUE_ITEM",
    400,
    "InvalidProductOptionValueItemException",
    "The option value '{option_value_id}' of option '{option_id}' is unknown.",
    "product_id option_id option_value_id",
    meaning="The option has no such value.",
    remedy="Use a value of the option.",
)
PRODUCT_ITEM_NOT_AVAILABLE = fault_row(
    "PRODUCT_ITEM_NOT_AVAILABLE",
    400,
    "ProductItemNotAvailableException",
    "The product '{product_id}' is not available in quantity {quantity}.",
    "product_id quantity",
    meaning="There is not enough of the product in stock.",
    remedy="Ask for less, or raise the stock of the product in the inventory list of the site.",
)
SHIPPING_ITEM_NOT_FOUND = fault_row(
    "SHIPPING_ITEM_NOT_FOUND",
    404,
    "ShippingItemNotFoundException",
    "No shipping item with id '{item_id}' found.",
    "item_id",
    meaning="There is no shipping item of this id.",
    remedy="Use the id of a shipping item of the basket's shipments.",
)
INVALID_PRODUCT_ITEM_ID = fault_row(
    "INVALID_PRODUCT_ITEM_ID",
    400,
    "InvalidProductItemIdException",
    "The basket has no product item with id '{item_id}'.",
    "item_id",
    meaning="The basket has no product item of this id.",
    remedy="Use the item_id of a product item of the basket.",
)
PRODUCT_ITEM_NOT_FOUND = fault_row(
    "PRODUCT_ITEM_NOT_FOUND",
    404,
    "ProductItemNotFoundException",
    "No product item with id '{item_id}' found.",
    "item_id",
    meaning="There is no product item of this id.",
    remedy="Use the item_id of a product item of the basket.",
)
INVALID_SHIPMENT_ID = fault_row(
    "INVALID_SHIPMENT_ID",
    400,
    "InvalidShipmentIdException",
    "The shipment id '{shipment_id}' is not valid.",
    "shipment_id",
    meaning="The basket has no shipment of this id, or the id is empty.",
    remedy="Use the id of a shipment of the basket; the first one is called me.",
)
MISSING_SHIPMENT_ID = fault_row(
    "MISSING_SHIPMENT_ID",
    400,
    "MissingShipmentIdException",
    "The shipment id is missing.",
    meaning="The shipment comes without an id.",
    remedy="Send the id of the shipment.",
)
DUPLICATE_SHIPMENT_NO = fault_row(
    "DUPLICATE_SHIPMENT_NO",
    400,
    "DuplicateShipmentNoException",
    "The shipment number '{shipment_no}' is used twice.",
    "shipment_no",
    meaning="Two shipments would have the same number.",
    remedy="Give each shipment a number of its own.",
)
DEFAULT_SHIPMENT_REMOVAL = fault_row(
    "DEFAULT_SHIPMENT_REMOVAL",
    403,
    "DefaultShipmentRemovalException",
    "The default shipment '{shipment_id}' cannot be removed.",
    "shipment_id",
    meaning="A basket always has its default shipment.",
    remedy="Remove its items or another shipment; the default one stays.",
)
INVALID_SHIPPING_ITEM_ID = fault_row(
    "INVALID_SHIPPING_ITEM_ID",
    400,
    "InvalidShippingItemIdException",
    "The id of a shipping item is missing.",
    meaning="A shipping item comes without its id.",
    remedy="Send item_id of each shipping item.",
)
DUPLICATE_SHIPPING_ITEM_ID = fault_row(
    "DUPLICATE_SHIPPING_ITEM_ID",
    400,
    "DuplicateShippingItemIdException",
    "The shipping item '{item_id}' is named twice.",
    "item_id",
    meaning="The same shipping item is named twice.",
    remedy="Name each shipping item once.",
)
INVALID_ADDRESS = fault_row(
    "INVALID_ADDRESS",
    400,
    "InvalidAddressException",
    "Please provide either an address or the id of an address of the customer, not both.",
    meaning="The request has both an address and the id of one, or neither.",
    remedy="Send the address in the body, or the name of an address of the customer in customer_address_id.",
)
BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND = fault_row(
    "BONUS_DISCOUNT_LINE_ITEM_NOT_FOUND",
    400,
    "BonusDiscountLineItemNotFoundException",
    "No bonus discount line item with id '{bonus_discount_line_item_id}' found.",
    "bonus_discount_line_item_id",
    meaning="The basket offers no such choice of bonus products.",
    remedy="Use an id of bonus_discount_line_items of the basket.",
)
INVALID_BONUS_PRODUCT = fault_row(
    "INVALID_BONUS_PRODUCT",
    400,
    "InvalidBonusProductException",
    "The product '{product_id}' is none of the bonus products to choose from.",
    "product_id",
    meaning="The product is none of those that may be chosen.",
    remedy="Choose one of the bonus_products of the bonus discount line item.",
)
BONUS_PRODUCT_QUANTITY = fault_row(
    "BONUS_PRODUCT_QUANTITY",
    400,
    "BonusProductQuantityException",
    "The quantity '{quantity}' of the product '{product_id}' is more than may be chosen.",
    "product_id quantity",
    meaning="More bonus products were chosen than the promotion gives.",
    remedy="Choose at most max_bonus_items, those chosen before included.",
)
