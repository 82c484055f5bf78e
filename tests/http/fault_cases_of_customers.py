"""Cases of faults of customers: registration, profile, addresses, wallet, passwords."""

from typing import Any

from tests.api import SHOP
from tests.http.accounts import ADA, XENIA
from tests.http.fault_cases import Ask, ask, case
from tests.http.fault_scene import Scene

PROFILES = f"{SHOP}/v23_2/customers/ext_profile"
JANE = {"authentication_provider_id": "Google", "external_id": "auth0|4711", "email": "jane@example.com"}
JANE |= {"first_name": "Jane", "last_name": "Doe"}
HOME = {"address_id": "home", "last_name": "Gold", "city": "Boston", "country_code": "US"}


def profile(**change: Any) -> Ask:
    return ask("PATCH", "/customers/{xenia_id}", change, by="xenia")


def register(password: str | None = "Silver-Needle-9", **changes: Any) -> Ask:
    customer = {"login": "new@example.com", "email": "new@example.com", "last_name": "New", **changes}
    return ask("POST", "/customers", {"customer": customer, "password": password}, by="stranger")


def _jane(scene: Scene) -> None:
    scene.api.post(PROFILES, JANE, token=scene.api.customer())


def _home(scene: Scene) -> None:
    path = f"{SHOP}/v23_1/customers/{scene.name('xenia_id')}/addresses"
    scene.api.post(path, HOME, token=scene.token("xenia"))


CASES = [
    case(
        "INVALID_CUSTOMER",
        400,
        "InvalidCustomerException",
        {},
        "The customer of the request is not the customer of the resource.",
        ask("GET", "/customers/{xenia_id}", by="stranger"),
    ),
    case(
        "CUSTOMER_NOT_FOUND",
        404,
        "CustomerNotFoundException",
        {"customerNo": "99999999"},
        "No customer with number '99999999' found.",
        ask("PUT", "/baskets/{basket_id}/customer", {"email": "a@example.com", "customer_no": "99999999"}, by="agent"),
    ),
    case(
        "CUSTOMER_ID_NOT_FOUND",
        404,
        "CustomerNotFoundException",
        {"customerId": "abNobody"},
        "No customer with ID 'abNobody' found.",
        ask("GET", "/customers/abNobody", by="agent"),
    ),
    case(
        "CUSTOMER_ALREADY_REGISTERED",
        400,
        "CustomerAlreadyRegisteredException",
        {},
        "The customer of the request is registered already.",
        ask(
            "POST",
            "/customers",
            {"customer": {"login": "x", "email": "x@example.com", "last_name": "X"}, "password": "Silver-Needle-9"},
            by="xenia",
        ),
    ),
    case("MISSING_EMAIL", 400, "MissingEmailException", {}, "The e-mail address is missing.", register(email=None)),
    case(
        "MISSING_LAST_NAME", 400, "MissingLastNameException", {}, "The last name is missing.", register(last_name=None)
    ),
    case("MISSING_LOGIN", 400, "MissingLoginException", {}, "The login is missing.", register(login=None)),
    case("MISSING_PASSWORD", 400, "MissingPasswordException", {}, "The password is missing.", register(None)),
    case(
        "INVALID_PASSWORD",
        400,
        "InvalidPasswordException",
        {},
        "The password does not meet the acceptance criteria.",
        register("short"),
    ),
    case(
        "LOGIN_ALREADY_IN_USE",
        400,
        "LoginAlreadyInUseException",
        {"login": "ada@example.com"},
        "The login 'ada@example.com' is already in use.",
        profile(login=ADA),
    ),
    case(
        "INVALID_LOGIN",
        400,
        "InvalidLoginException",
        {},
        "The login does not meet the acceptance criteria.",
        profile(login="a;b"),
    ),
    case(
        "EXTERNAL_PROFILE_ALREADY_EXISTS",
        400,
        "ExternalProfileAlreadyExistsException",
        {"externalId": "auth0|4711", "authenticationProviderId": "Google"},
        "A customer with ID 'auth0|4711' of authentication provider 'Google' exists already.",
        ask("POST", PROFILES, {**JANE, "email": "other@example.com"}, by="stranger"),
        _jane,
    ),
    case(
        "EXTERNAL_PROFILE_NOT_FOUND",
        404,
        "CustomerNotFoundException",
        {"externalId": "nobody", "authenticationProviderId": "Google"},
        "No customer with ID 'nobody' of authentication provider 'Google' found.",
        ask("GET", f"{PROFILES}?authentication_provider_id=Google&external_id=nobody", by="agent"),
    ),
    case(
        "MISSING_ADDRESS_ID",
        400,
        "MissingAddressIdException",
        {},
        "The name of the address is missing.",
        ask("POST", "/customers/{xenia_id}/addresses", {**HOME, "address_id": None}, by="xenia"),
    ),
    case(
        "ADDRESS_ID_ALREADY_IN_USE",
        400,
        "AddressIdAlreadyInUseException",
        {"addressId": "home"},
        "The customer has an address 'home' already.",
        ask("POST", "/customers/{xenia_id}/addresses", HOME, by="xenia"),
        _home,
    ),
    case(
        "CUSTOMER_ADDRESS_NOT_FOUND",
        404,
        "CustomerAddressNotFoundException",
        {"addressName": "hom"},
        "The customer has no address 'hom'.",
        ask("GET", "/customers/{xenia_id}/addresses/hom", by="xenia"),
        _home,
    ),
    case(
        "CUSTOMER_PAYMENT_INSTRUMENT_NOT_FOUND",
        404,
        "CustomerPaymentInstrumentNotFoundException",
        {"customerPaymentInstrumentId": "nothing"},
        "No customer payment instrument with id 'nothing' found.",
        ask("GET", "/customers/{xenia_id}/payment_instruments/nothing", by="xenia"),
    ),
    case(
        "CUSTOMER_LOGIN_NOT_FOUND",
        404,
        "CustomerNotFoundException",
        {"login": "nobody@example.com"},
        "No customer with login 'nobody@example.com' found.",
        ask("POST", "/customers/password/actions/create_reset_token", {"login": "nobody@example.com"}, by="client"),
    ),
    case(
        "INVALID_RESET_TOKEN",
        400,
        "InvalidPasswordResetTokenException",
        {},
        "The token to reset the password is unknown, used, expired or of another login.",
        ask(
            "POST",
            "/customers/password/actions/reset",
            {"login": XENIA, "new_password": "Silver-Needle-9", "reset_token": "wrong"},
            by="client",
        ),
    ),
]
