"""Faults of payment instruments and methods, following sections 1.3, 2.5 and 3.9 of the resource reference."""

from counterfoil.faults.fault import fault_row

INVALID_PAYMENT_METHOD = fault_row(
    "INVALID_PAYMENT_METHOD",
    400,
    "InvalidPaymentMethodException",
    "The payment method '{payment_method_id}' is unknown or not applicable.",
    "payment_method_id",
    meaning="The site has no such payment method, or it does not apply to this order.",
    remedy="Use a method that GET /orders/{order_no}/payment_methods lists.",
)
INVALID_PAYMENT_METHOD_ID = fault_row(
    "INVALID_PAYMENT_METHOD_ID",
    400,
    "InvalidPaymentMethodIdException",
    "The payment method '{payment_method_id}' is unknown or not applicable.",
    "payment_method_id",
    meaning="The site has no such payment method, or it does not apply here.",
    remedy="Use a method that the resource payment_methods of the basket, order or customer lists.",
)
PAYMENT_INSTRUMENT_NOT_FOUND = fault_row(
    "PAYMENT_INSTRUMENT_NOT_FOUND",
    404,
    "PaymentInstrumentNotFoundException",
    "No payment instrument with id '{payment_instrument_id}' found.",
    "payment_instrument_id",
    meaning="There is no payment instrument of this id.",
    remedy="Use the payment_instrument_id of an instrument of the basket or order.",
)
PAYMENT_INSTRUMENT_PERMANENTLY_MASKED = fault_row(
    "PAYMENT_INSTRUMENT_PERMANENTLY_MASKED",
    400,
    "PaymentInstrumentPermanentlyMaskedException",
    "The payment instrument '{payment_instrument_id}' is permanently masked and cannot be changed.",
    "payment_instrument_id",
    meaning="The instrument was masked for good, some time after the order.",
    remedy="Add a new payment instrument; the setting payment_retention_days is the time.",
)
CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND = fault_row(
    "CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND",
    404,
    "CustomerPaymentInstrumentNotFoundException",
    "No customer payment instrument with id '{customer_payment_instrument_id}' found.",
    "customer_payment_instrument_id _known",
    meaning="The customer has no payment instrument of this id.",
    remedy="Use the payment_instrument_id of an instrument of the customer.",
)
