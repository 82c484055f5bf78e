"""Faults of who may call what: clients, tokens, origins, sites, permissions; section 13 of the platform reference."""

from counterfoil.faults.fault import fault_row

INVALID_CLIENT_ID = fault_row(
    "INVALID_CLIENT_ID", 400, "InvalidClientIdException", "The client id '{client_id}' is not valid.", "client_id"
)
MISSING_CLIENT_ID = fault_row("MISSING_CLIENT_ID", 400, "MissingClientIdException", "The client id is missing.")
AUTHORIZATION_HEADER_MISSING = fault_row(
    "AUTHORIZATION_HEADER_MISSING", 401, "AuthorizationHeaderMissingException", "The authorization header is missing."
)
AUTHENTICATION_FAILED = fault_row(
    "AUTHENTICATION_FAILED", 401, "AuthenticationFailedException", "The authentication failed."
)
EXPIRED_TOKEN = fault_row(
    "EXPIRED_TOKEN", 401, "ExpiredTokenException", "Unauthorized request! The access token is expired."
)
INVALID_ACCESS_TOKEN = fault_row(
    "INVALID_ACCESS_TOKEN",
    401,
    "InvalidAccessTokenException",
    "Unauthorized request! The access token is invalid.",
    "access_token",
)
INVALID_AUTHORIZATION_HEADER = fault_row(
    "INVALID_AUTHORIZATION_HEADER", 401, "InvalidAuthorizationHeaderException", "The authorization header is not valid."
)
INVALID_SECURE_TOKEN = fault_row(
    "INVALID_SECURE_TOKEN", 401, "InvalidSecureTokenException", "The secure token of the session is not valid."
)
UNKNOWN_CLIENT_ID = fault_row(
    "UNKNOWN_CLIENT_ID", 401, "UnknownClientIdException", "The client id '{client_id}' is unknown.", "client_id"
)
ACCESS_WITHOUT_USER_FORBIDDEN = fault_row(
    "ACCESS_WITHOUT_USER_FORBIDDEN",
    403,
    "AccessWithoutUserForbiddenException",
    "The resource may not be accessed without a user.",
)
CLIENT_ACCESS_FORBIDDEN = fault_row(
    "CLIENT_ACCESS_FORBIDDEN",
    403,
    "ClientAccessForbiddenException",
    "Access to resource '{method} {path}' isn't allowed for the current client.",
    "method path",
)
SITE_OFFLINE = fault_row("SITE_OFFLINE", 403, "SiteOfflineException", "The site '{site_id}' is offline.", "site_id")
USER_ACCESS_FORBIDDEN = fault_row(
    "USER_ACCESS_FORBIDDEN",
    403,
    "UserAccessForbiddenException",
    "Access to resource '{method} {path}' isn't allowed for the current user.",
    "method path",
)
UNKNOWN_SITE = fault_row("UNKNOWN_SITE", 404, "UnknownSiteException", "The site '{site_id}' is unknown.", "site_id")
PROPERTY_NOT_PERMITTED = fault_row(
    "PROPERTY_NOT_PERMITTED",
    400,
    "PropertyNotPermittedException",
    "The property '{property}' of document '{document}' may not be written by this client.",
    "property document",
)
UNKNOWN_SITE_ID = fault_row(
    "UNKNOWN_SITE_ID", 400, "UnknownSiteIdException", "The site id '{site_id}' is unknown.", "site_id"
)
DEMO_CLIENT_ID = fault_row(
    "DEMO_CLIENT_ID",
    401,
    "DemoClientIdException",
    "The client id '{client_id}' is one of a demonstration and is not accepted here.",
    "client_id",
)
UNAUTHORIZED_ORIGIN = fault_row(
    "UNAUTHORIZED_ORIGIN",
    401,
    "UnauthorizedOriginException",
    "The origin '{origin}' is not allowed for the current client.",
    "origin",
)
UNAUTHORIZED_READ_ACCESS = fault_row(
    "UNAUTHORIZED_READ_ACCESS",
    401,
    "UnauthorizedReadAccessException",
    "The current client may not read the resource '{method} {path}'.",
    "method path",
)
UNAUTHORIZED_WRITE_ACCESS = fault_row(
    "UNAUTHORIZED_WRITE_ACCESS",
    401,
    "UnauthorizedWriteAccessException",
    "The current client may not write the resource '{method} {path}'.",
    "method path",
)
ORGANIZATION_ACCESS_FORBIDDEN = fault_row(
    "ORGANIZATION_ACCESS_FORBIDDEN",
    403,
    "OrganizationAccessForbiddenException",
    "The resource cannot be accessed in the context of the organisation.",
)
SITE_ACCESS_FORBIDDEN = fault_row(
    "SITE_ACCESS_FORBIDDEN",
    403,
    "SiteAccessForbiddenException",
    "The resource cannot be accessed in the context of the site '{site_id}'.",
    "site_id",
)
