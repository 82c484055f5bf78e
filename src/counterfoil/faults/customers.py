"""Faults of customers, following section 6 of the resource reference."""

from counterfoil.faults.fault import fault_row

INVALID_CUSTOMER = fault_row(
    "INVALID_CUSTOMER",
    400,
    "InvalidCustomerException",
    "The customer of the request is not the customer of the resource.",
    meaning="The resource belongs to another customer than the token.",
    remedy="Use a token of the customer the resource belongs to, or of an agent.",
)
CUSTOMER_NOT_FOUND = fault_row(
    "CUSTOMER_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with number '{customer_no}' found.",
    "customer_no",
    meaning="The site's customer list has no customer of this number.",
    remedy="Check the number, and that the site uses the customer list you mean (preference SiteCustomerList).",
)
CUSTOMER_ID_NOT_FOUND = fault_row(
    "CUSTOMER_ID_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with ID '{customer_id}' found.",
    "customer_id",
    meaning="The site's customer list has no customer of this id.",
    remedy="Use the customer_id that the log-in or the registration answered.",
)
CUSTOMER_ALREADY_REGISTERED = fault_row(
    "CUSTOMER_ALREADY_REGISTERED",
    400,
    "CustomerAlreadyRegisteredException",
    "The customer of the request is registered already.",
    meaning="A registered customer cannot register again.",
    remedy="Use a token of a guest to register, or change the customer with PATCH.",
)
MISSING_EMAIL = fault_row(
    "MISSING_EMAIL",
    400,
    "MissingEmailException",
    "The e-mail address is missing.",
    meaning="The customer comes without an e-mail address.",
    remedy="Send email of the customer; it is mandatory and may not be null.",
)
MISSING_LAST_NAME = fault_row(
    "MISSING_LAST_NAME",
    400,
    "MissingLastNameException",
    "The last name is missing.",
    meaning="The customer comes without a last name.",
    remedy="Send last_name of the customer; it is mandatory and may not be null.",
)
MISSING_LOGIN = fault_row(
    "MISSING_LOGIN",
    400,
    "MissingLoginException",
    "The login is missing.",
    meaning="The customer comes without a login.",
    remedy="Send login of the customer; it is mandatory and may not be null.",
)
MISSING_PASSWORD = fault_row(
    "MISSING_PASSWORD",
    400,
    "MissingPasswordException",
    "The password is missing.",
    meaning="The request comes without a password.",
    remedy="Send password beside customer; it is mandatory.",
)
LOGIN_ALREADY_IN_USE = fault_row(
    "LOGIN_ALREADY_IN_USE",
    400,
    "LoginAlreadyInUseException",
    "The login '{login}' is already in use.",
    "login",
    meaning="Another customer of the list has this login.",
    remedy="Choose another login, or log in with this one.",
)
EXTERNAL_PROFILE_ALREADY_EXISTS = fault_row(
    "EXTERNAL_PROFILE_ALREADY_EXISTS",
    400,
    "ExternalProfileAlreadyExistsException",
    "A customer with ID '{external_id}' of authentication provider '{authentication_provider_id}' exists already.",
    "external_id authentication_provider_id",
    meaning="A customer is linked to this account of the provider.",
    remedy="Log in with it, or unlink it first.",
)
EXTERNAL_PROFILE_NOT_FOUND = fault_row(
    "EXTERNAL_PROFILE_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with ID '{external_id}' of authentication provider '{authentication_provider_id}' found.",
    "external_id authentication_provider_id",
    meaning="No customer is linked to this account of the provider.",
    remedy="Check authentication_provider_id and external_id; POST /customers/ext_profile registers the customer.",
)
INVALID_LOGIN = fault_row(
    "INVALID_LOGIN",
    400,
    "InvalidLoginException",
    "The login does not meet the acceptance criteria.",
    meaning="The login has a form that is not allowed.",
    remedy="Send a login of 1 to 256 characters: letters from A to Z, digits, the signs . @ _ + - and blanks within.",
)
INVALID_PASSWORD = fault_row(
    "INVALID_PASSWORD",
    400,
    "InvalidPasswordException",
    "The password does not meet the acceptance criteria.",
    meaning="The password does not meet the rules of the customer list.",
    remedy="Choose a password that meets the rules of the customer list: length, letters, digits, special characters.",
)
MISSING_ADDRESS_ID = fault_row(
    "MISSING_ADDRESS_ID",
    400,
    "MissingAddressIdException",
    "The name of the address is missing.",
    meaning="The address comes without a name.",
    remedy="Send address_id: the name of the address.",
)
ADDRESS_ID_ALREADY_IN_USE = fault_row(
    "ADDRESS_ID_ALREADY_IN_USE",
    400,
    "AddressIdAlreadyInUseException",
    "The customer has an address '{address_id}' already.",
    "address_id",
    meaning="The customer has an address of this name.",
    remedy="Choose another name, or change the address with PATCH.",
)
CUSTOMER_NOT_REGISTERED = fault_row(
    "CUSTOMER_NOT_REGISTERED",
    400,
    "CustomerNotRegisteredException",
    "The customer of the basket is not registered and has no addresses.",
    meaning="A guest has no address book.",
    remedy="Send the address itself, or let a registered customer own the basket.",
)
CUSTOMER_ADDRESS_NOT_FOUND = fault_row(
    "CUSTOMER_ADDRESS_NOT_FOUND",
    404,
    "CustomerAddressNotFoundException",
    "The customer has no address '{address_name}'.",
    "address_name _known",
    meaning="The customer has no address of this name.",
    remedy="Use the address_id of an address of the customer.",
)
CUSTOMER_LOGIN_NOT_FOUND = fault_row(
    "CUSTOMER_LOGIN_NOT_FOUND",
    404,
    "CustomerNotFoundException",
    "No customer with login '{login}' found.",
    "login",
    meaning="The customer list has no customer of this login.",
    remedy="Check the login, and the site, whose customer list is asked.",
)
INVALID_RESET_TOKEN = fault_row(
    "INVALID_RESET_TOKEN",
    400,
    "InvalidPasswordResetTokenException",
    "The token to reset the password is unknown, used, expired or of another login.",
    meaning="The token to reset the password is unknown, used, expired or of another login.",
    remedy="Ask for a new token with POST /customers/password_reset; an emulator shows it on the notices page.",
)
