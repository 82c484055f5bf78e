"""The resources of customers, following the resource reference."""

from counterfoil.documents.basket import BasketsResult
from counterfoil.documents.customer import (
    AuthRequest,
    Customer,
    CustomerAddress,
    CustomerAddressResult,
    CustomerPaymentInstrument,
    CustomerPaymentInstrumentRequest,
    CustomerPaymentInstrumentResult,
    CustomerRegistration,
    TrustedSystemAuthRequest,
)
from counterfoil.documents.order import CustomerOrderResult
from counterfoil.http.route import Route, route
from counterfoil.shop import (
    customer_addresses,
    customer_auth,
    customer_orders,
    customer_payment_instruments,
    customers,
    sessions,
)

ADDRESSES = "/customers/{customer_id}/addresses"
ADDRESS = ADDRESSES + "/{address_name}"
INSTRUMENTS = "/customers/{customer_id}/payment_instruments"
INSTRUMENT = INSTRUMENTS + "/{payment_instrument_id}"

ROUTES: tuple[Route, ...] = (
    route(
        "POST",
        "/customers/auth",
        customer_auth.authenticate,
        "give a customer a token",
        request=AuthRequest,
        response=Customer,
        strict=True,
        token_optional=True,
        claimless=True,
        since="15.8",
    ),
    route(
        "POST",
        "/customers/auth/trustedsystem",
        customer_auth.authenticate_for_system,
        "give the token of a customer whose credentials another system keeps",
        request=TrustedSystemAuthRequest,
        response=Customer,
        strict=True,
        claimless=True,
        since="18.8",
    ),
    route(
        "POST",
        "/customers/{customer_id}/auth",
        customer_auth.act_on_behalf,
        "give an agent a token to act on behalf of a customer",
        response=Customer,
        claimless=True,
        since="15.8",
    ),
    route("DELETE", "/customers/auth", customer_auth.end_token, "end a customer's token", claimless=True, since="15.8"),
    route(
        "POST",
        "/sessions",
        sessions.create_session,
        "turn a token into session cookies",
        claimless=True,
        since="15.8",
    ),
    route(
        "POST",
        "/customers",
        customers.register_customer,
        "register a customer",
        request=CustomerRegistration,
        response=Customer,
        strict=True,
        since="15.8",
    ),
    route(
        "GET", "/customers/{customer_id}", customers.get_customer, "read a customer", response=Customer, since="15.8"
    ),
    route(
        "PATCH",
        "/customers/{customer_id}",
        customers.patch_customer,
        "change a customer's profile",
        request=Customer,
        response=Customer,
        since="15.8",
    ),
    route(
        "GET",
        ADDRESSES,
        customer_addresses.list_addresses,
        "list a customer's addresses",
        response=CustomerAddressResult,
        since="15.8",
    ),
    route(
        "POST",
        ADDRESSES,
        customer_addresses.add_address,
        "add an address",
        request=CustomerAddress,
        response=CustomerAddress,
        since="15.8",
    ),
    route("GET", ADDRESS, customer_addresses.get_address, "read an address", response=CustomerAddress, since="15.8"),
    route(
        "PATCH",
        ADDRESS,
        customer_addresses.patch_address,
        "change an address, its name too",
        request=CustomerAddress,
        response=CustomerAddress,
        since="15.8",
    ),
    route("DELETE", ADDRESS, customer_addresses.delete_address, "delete an address", since="15.8"),
    route(
        "GET",
        INSTRUMENTS,
        customer_payment_instruments.list_customer_payment_instruments,
        "list a customer's stored payment instruments",
        response=CustomerPaymentInstrumentResult,
        since="15.8",
    ),
    route(
        "POST",
        INSTRUMENTS,
        customer_payment_instruments.add_customer_payment_instrument,
        "store a payment instrument",
        request=CustomerPaymentInstrumentRequest,
        response=CustomerPaymentInstrument,
        since="15.8",
    ),
    route(
        "GET",
        INSTRUMENT,
        customer_payment_instruments.get_customer_payment_instrument,
        "read a stored payment instrument",
        response=CustomerPaymentInstrument,
        since="15.8",
    ),
    route(
        "DELETE",
        INSTRUMENT,
        customer_payment_instruments.delete_customer_payment_instrument,
        "delete a stored payment instrument",
        since="15.8",
    ),
    route(
        "GET",
        "/customers/{customer_id}/orders",
        customer_orders.list_customer_orders,
        "list a customer's orders",
        response=CustomerOrderResult,
        since="15.6",
    ),
    route(
        "GET",
        "/customers/{customer_id}/baskets",
        customer_orders.list_customer_baskets,
        "list a customer's open baskets",
        response=BasketsResult,
        since="15.8",
    ),
)
