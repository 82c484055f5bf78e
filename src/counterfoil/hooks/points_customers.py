"""Extension points of authentication and customers, following section 3 of the hook reference."""

from counterfoil.hooks.point import SHOP, Point, point

CUSTOMER = SHOP + "customer."

POINTS: tuple[Point, ...] = (
    point(
        SHOP + "auth.beforePOST",
        "authorization_header authorization_type",
        "before a customer is authenticated",
        since="15.8",
    ),
    point(SHOP + "auth.afterPOST", "customer authorization_type", "after a customer was authenticated", since="15.8"),
    point(
        SHOP + "auth.modifyPOSTResponse",
        "customer document authorization_type",
        "the answer of POST customers/auth",
        since="15.8",
    ),
    point(CUSTOMER + "beforePOST", "registration", "before a customer is registered", since="15.8"),
    point(
        CUSTOMER + "afterPOST",
        "customer registration",
        "after a customer was registered, before the commit",
        since="15.8",
    ),
    point(CUSTOMER + "modifyPOSTResponse", "customer document", "the answer of POST customers", since="15.8"),
    point(CUSTOMER + "beforeGET", "customer_id", "before a customer is read", since="15.8"),
    point(
        CUSTOMER + "modifyGETResponse", "customer document", "the answer of GET customers/{customer_id}", since="15.8"
    ),
    point(CUSTOMER + "beforePATCH", "customer customer_request", "before a customer is changed", since="15.8"),
    point(
        CUSTOMER + "afterPATCH",
        "customer customer_request",
        "after a customer was changed, before the commit",
        since="15.8",
    ),
    point(
        CUSTOMER + "modifyPATCHResponse",
        "customer document",
        "the answer of PATCH customers/{customer_id}",
        since="15.8",
    ),
    point(CUSTOMER + "addresses.beforeGET", "customer_id", "before addresses are listed", since="15.8"),
    point(CUSTOMER + "addresses.modifyGETResponse", "customer document", "the answer of GET addresses", since="15.8"),
    point(CUSTOMER + "addresses.beforePOST", "customer address_request", "before an address is added", since="15.8"),
    point(
        CUSTOMER + "addresses.afterPOST",
        "customer address_request",
        "after an address was added, before the commit",
        since="15.8",
    ),
    point(
        CUSTOMER + "address.modifyPOSTResponse",
        "customer document address_request",
        "the answer of POST addresses",
        since="15.8",
    ),
    point(CUSTOMER + "address.beforeGET", "customer_id address_name", "before an address is read", since="15.8"),
    point(
        CUSTOMER + "address.modifyGETResponse",
        "customer document",
        "the answer of GET addresses/{address_name}",
        since="15.8",
    ),
    point(
        CUSTOMER + "address.beforePATCH",
        "customer address_name address_request",
        "before an address is changed",
        since="15.8",
    ),
    point(
        CUSTOMER + "address.afterPATCH",
        "customer address_name address_request",
        "after an address was changed, before the commit",
        since="15.8",
    ),
    point(
        CUSTOMER + "address.modifyPATCHResponse",
        "customer document address_name",
        "the answer of PATCH addresses/{address_name}",
        since="15.8",
    ),
    point(CUSTOMER + "address.beforeDELETE", "customer address_name", "before an address is deleted", since="15.8"),
    point(
        CUSTOMER + "address.afterDELETE",
        "customer address_name",
        "after an address was deleted, before the commit",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instruments.beforeGET",
        "customer_id",
        "before stored payment instruments are listed",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instruments.modifyGETResponse_v2",
        "customer document",
        "the answer of GET payment_instruments",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instrument.beforePOST",
        "customer customer_payment_instrument_request",
        "before a payment instrument is stored",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instrument.afterPOST",
        "customer customer_payment_instrument_request",
        "after a payment instrument was stored, before the commit",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instrument.modifyPOSTResponse",
        "customer document customer_payment_instrument_request",
        "the answer of POST payment_instruments",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instrument.beforeGET",
        "customer_id payment_instrument_id",
        "before a stored payment instrument is read",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instrument.modifyGETResponse",
        "customer document",
        "the answer of GET payment_instruments/{payment_instrument_id}",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instrument.beforeDELETE",
        "customer customer_payment_instrument",
        "before a stored payment instrument is deleted",
        since="15.8",
    ),
    point(
        CUSTOMER + "payment_instrument.afterDELETE",
        "customer payment_instrument_id",
        "after a stored payment instrument was deleted, before the commit",
        since="15.8",
    ),
    point(CUSTOMER + "orders.beforeGET", "customer_id", "before a customer's orders are listed", since="15.6"),
    point(
        CUSTOMER + "orders.modifyGETResponse_v2",
        "customer document",
        "the answer of GET customers/{customer_id}/orders",
        since="15.6",
    ),
    point(CUSTOMER + "baskets.beforeGET", "customer_id", "before a customer's baskets are listed", since="15.8"),
    point(
        CUSTOMER + "baskets.modifyGETResponse_v2",
        "customer document",
        "the answer of GET customers/{customer_id}/baskets",
        since="15.8",
    ),
    point(
        CUSTOMER + "password.beforePUT",
        "customer password_change_request",
        "before a password is changed",
        since="15.8",
    ),
    point(
        CUSTOMER + "password.afterPUT_v2",
        "customer password_change_request",
        "after a password was found acceptable, before the commit",
        since="15.8",
    ),
    point(
        CUSTOMER + "password_reset.beforePOST",
        "password_reset",
        "before a password reset is begun, whether there is such a customer or not",
        since="15.8",
    ),
    point(
        CUSTOMER + "password_reset.afterPOST",
        "customer reset_token",
        "a customer is to be sent his reset token, before the commit",
        since="15.8",
    ),
)
