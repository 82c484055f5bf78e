"""Faults of customers, following section 6 of the resource reference."""

from counterfoil.faults.fault import fault_row

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
CUSTOMER_ID_NOT_FOUND = fault_row(
    "CUSTOMER_ID_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with ID '{customer_id}' found.",
    "customer_id",
)
CUSTOMER_ALREADY_REGISTERED = fault_row(
    "CUSTOMER_ALREADY_REGISTERED",
    400,
    "CustomerAlreadyRegisteredException",
    "The customer of the request is registered already.",
)
MISSING_EMAIL = fault_row("MISSING_EMAIL", 400, "MissingEmailException", "The e-mail address is missing.")
MISSING_LAST_NAME = fault_row("MISSING_LAST_NAME", 400, "MissingLastNameException", "The last name is missing.")
MISSING_LOGIN = fault_row("MISSING_LOGIN", 400, "MissingLoginException", "The login is missing.")
MISSING_PASSWORD = fault_row("MISSING_PASSWORD", 400, "MissingPasswordException", "The password is missing.")
LOGIN_ALREADY_IN_USE = fault_row(
    "LOGIN_ALREADY_IN_USE", 400, "LoginAlreadyInUseException", "The login '{login}' is already in use.", "login"
)
EXTERNAL_PROFILE_ALREADY_EXISTS = fault_row(
    "EXTERNAL_PROFILE_ALREADY_EXISTS",
    400,
    "ExternalProfileAlreadyExistsException",
    "A customer with ID '{external_id}' of authentication provider '{authentication_provider_id}' exists already.",
    "external_id authentication_provider_id",
)
EXTERNAL_PROFILE_NOT_FOUND = fault_row(
    "EXTERNAL_PROFILE_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with ID '{external_id}' of authentication provider '{authentication_provider_id}' found.",
    "external_id authentication_provider_id",
)
INVALID_LOGIN = fault_row(
    "INVALID_LOGIN", 400, "InvalidLoginException", "The login does not meet the acceptance criteria."
)
INVALID_PASSWORD = fault_row(
    "INVALID_PASSWORD", 400, "InvalidPasswordException", "The password does not meet the acceptance criteria."
)
MISSING_ADDRESS_ID = fault_row(
    "MISSING_ADDRESS_ID", 400, "MissingAddressIdException", "The name of the address is missing."
)
ADDRESS_ID_ALREADY_IN_USE = fault_row(
    "ADDRESS_ID_ALREADY_IN_USE",
    400,
    "AddressIdAlreadyInUseException",
    "The customer has an address '{address_id}' already.",
    "address_id",
)
CUSTOMER_NOT_REGISTERED = fault_row(
    "CUSTOMER_NOT_REGISTERED",
    400,
    "CustomerNotRegisteredException",
    "The customer of the basket is not registered and has no addresses.",
)
CUSTOMER_ADDRESS_NOT_FOUND = fault_row(
    "CUSTOMER_ADDRESS_NOT_FOUND",
    404,
    "CustomerAddressNotFoundException",
    "The customer has no address '{address_name}'.",
    "address_name",
)
CUSTOMER_LOGIN_NOT_FOUND = fault_row(
    "CUSTOMER_LOGIN_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with login '{login}' found.",
    "login",
)
INVALID_RESET_TOKEN = fault_row(
    "INVALID_RESET_TOKEN",
    400,
    "InvalidPasswordResetTokenException",
    "The token to reset the password is unknown, used, expired or of another login.",
)
