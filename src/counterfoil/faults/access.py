"""Faults of who may call what: clients, tokens, origins, sites, permissions; section 13 of the platform reference."""

from counterfoil.faults.fault import fault_row

INVALID_CLIENT_ID = fault_row(
    "INVALID_CLIENT_ID",
    400,
    "InvalidClientIdException",
    "The client id '{client_id}' is not valid.",
    "client_id",
    meaning="The client id named beside the credentials is not the one of the credentials.",
    remedy="Name the same client id in the query, the header and the credentials, or in one of them only.",
)
MISSING_CLIENT_ID = fault_row(
    "MISSING_CLIENT_ID",
    400,
    "MissingClientIdException",
    "The client id is missing.",
    meaning="The request names no client.",
    remedy="Send the header x-dw-client-id or the query parameter client_id, or a bearer token of a client.",
)
AUTHORIZATION_HEADER_MISSING = fault_row(
    "AUTHORIZATION_HEADER_MISSING",
    401,
    "AuthorizationHeaderMissingException",
    "The authorization header is missing.",
    meaning="The resource serves a user, and the request names none.",
    remedy="Send the header Authorization: Bearer with a token of a customer (POST /customers/auth) or of an "
    "agent (POST /dw/oauth2/access_token).",
)
AUTHENTICATION_FAILED = fault_row(
    "AUTHENTICATION_FAILED",
    401,
    "AuthenticationFailedException",
    "The authentication failed.",
    meaning="The credentials were not accepted; which part of them is not said.",
    remedy="Check login and password, and that the client may do this kind of log-in.",
)
EXPIRED_TOKEN = fault_row(
    "EXPIRED_TOKEN",
    401,
    "ExpiredTokenException",
    "Unauthorized request! The access token is expired.",
    meaning="The access token was good and has expired.",
    remedy="Get a new token; a customer's is renewed before it expires with POST /customers/auth and type refresh.",
)
INVALID_ACCESS_TOKEN = fault_row(
    "INVALID_ACCESS_TOKEN",
    401,
    "InvalidAccessTokenException",
    "Unauthorized request! The access token is invalid.",
    "access_token",
    meaning="The access token was not given by this server for this site, or was ended since.",
    remedy="Get a new token for this site and send it unchanged.",
)
INVALID_AUTHORIZATION_HEADER = fault_row(
    "INVALID_AUTHORIZATION_HEADER",
    401,
    "InvalidAuthorizationHeaderException",
    "The authorization header is not valid.",
    meaning="The header Authorization has another form than the resource takes.",
    remedy="Send Authorization: Bearer followed by the token; Basic is taken only where a log-in is asked for.",
)
INVALID_SECURE_TOKEN = fault_row(
    "INVALID_SECURE_TOKEN",
    401,
    "InvalidSecureTokenException",
    "The secure token of the session is not valid.",
    meaning="The cookie dwsecuretoken does not belong to the session of the cookie dwsid.",
    remedy="Send both cookies as POST /sessions set them, or drop both.",
)
UNKNOWN_CLIENT_ID = fault_row(
    "UNKNOWN_CLIENT_ID",
    401,
    "UnknownClientIdException",
    "The client id '{client_id}' is unknown.",
    "client_id",
    meaning="No enabled client has this id.",
    remedy="Check the spelling of the client id; counterfoil client list shows the clients, and counterfoil "
    "client add makes one.",
)
ACCESS_WITHOUT_USER_FORBIDDEN = fault_row(
    "ACCESS_WITHOUT_USER_FORBIDDEN",
    403,
    "AccessWithoutUserForbiddenException",
    "The resource may not be accessed without a user.",
    meaning="The token is that of a client alone, and the resource serves users.",
    remedy="Use a token of a customer (POST /customers/auth) or of an agent (user grant of POST "
    "/dw/oauth2/access_token).",
)
CLIENT_ACCESS_FORBIDDEN = fault_row(
    "CLIENT_ACCESS_FORBIDDEN",
    403,
    "ClientAccessForbiddenException",
    "Access to resource '{method} {path}' isn't allowed for the current client.",
    "method path",
    meaning="The OCAPI settings of the site do not let the client call this resource by this method in this version.",
    remedy="Add the resource to the client's entry in wapi_shop_config.json; it is in force with the next request.",
)
SITE_OFFLINE = fault_row(
    "SITE_OFFLINE",
    403,
    "SiteOfflineException",
    "The site '{site_id}' is offline.",
    "site_id",
    meaning="The site is offline.",
    remedy="Set the site online (storefront-status in its site.xml), or call another site.",
)
USER_ACCESS_FORBIDDEN = fault_row(
    "USER_ACCESS_FORBIDDEN",
    403,
    "UserAccessForbiddenException",
    "Access to resource '{method} {path}' isn't allowed for the current user.",
    "method path _permissions",
    meaning="The agent lacks the permission for this, or does not work on this site.",
    remedy="Give the agent the permission, or the site, with counterfoil agent change.",
)
UNKNOWN_SITE = fault_row(
    "UNKNOWN_SITE",
    404,
    "UnknownSiteException",
    "The site '{site_id}' is unknown.",
    "site_id",
    meaning="The URL names a site that the store does not have.",
    remedy="Name a site of the store in the URL: /s/{site}/dw/shop/...",
)
PROPERTY_NOT_PERMITTED = fault_row(
    "PROPERTY_NOT_PERMITTED",
    400,
    "PropertyNotPermittedException",
    "The property '{property}' of document '{document}' may not be written by this client.",
    "property document",
    meaning="The OCAPI settings do not let the client write this property.",
    remedy="Leave the property out, or add it to write_attributes of the resource in wapi_shop_config.json.",
)
UNKNOWN_SITE_ID = fault_row(
    "UNKNOWN_SITE_ID",
    400,
    "UnknownSiteIdException",
    "The site id '{site_id}' is unknown.",
    "site_id",
    meaning="The batch names a site that the store does not have.",
    remedy="Name a site of the store in x-dw-resource-path.",
)
DEMO_CLIENT_ID = fault_row(
    "DEMO_CLIENT_ID",
    401,
    "DemoClientIdException",
    "The client id '{client_id}' is one of a demonstration and is not accepted here.",
    "client_id",
    meaning="The client id of a demonstration is not accepted by a service.",
    remedy="Make a client of your own with counterfoil client add, and use its id.",
)
UNAUTHORIZED_ORIGIN = fault_row(
    "UNAUTHORIZED_ORIGIN",
    401,
    "UnauthorizedOriginException",
    "The origin '{origin}' is not allowed for the current client.",
    "origin",
    meaning="The page that sent the request comes from an origin the client's settings do not name.",
    remedy="Add the origin to allowed_origins of the client in wapi_shop_config.json: scheme, host and port "
    "exactly as the browser sends them.",
)
UNAUTHORIZED_READ_ACCESS = fault_row(
    "UNAUTHORIZED_READ_ACCESS",
    401,
    "UnauthorizedReadAccessException",
    "The current client may not read the resource '{method} {path}'.",
    "method path",
    meaning="The OCAPI settings give the client no right to read this resource.",
    remedy="Add the resource with read_attributes to the client's entry in wapi_shop_config.json.",
)
UNAUTHORIZED_WRITE_ACCESS = fault_row(
    "UNAUTHORIZED_WRITE_ACCESS",
    401,
    "UnauthorizedWriteAccessException",
    "The current client may not write the resource '{method} {path}'.",
    "method path",
    meaning="The OCAPI settings give the client no right to write this resource.",
    remedy="Add the resource with write_attributes to the client's entry in wapi_shop_config.json.",
)
ORGANIZATION_ACCESS_FORBIDDEN = fault_row(
    "ORGANIZATION_ACCESS_FORBIDDEN",
    403,
    "OrganizationAccessForbiddenException",
    "The resource cannot be accessed in the context of the organisation.",
    meaning="The resource belongs to sites, and the URL names the organisation.",
    remedy="Name a site in the URL: /s/{site}/dw/shop/...",
)
SITE_ACCESS_FORBIDDEN = fault_row(
    "SITE_ACCESS_FORBIDDEN",
    403,
    "SiteAccessForbiddenException",
    "The resource cannot be accessed in the context of the site '{site_id}'.",
    "site_id",
    meaning="The resource cannot be called in the context of this site.",
    remedy="Call it in the context of the organisation, /s/-/dw/..., or call a resource of the Shop API,"
    " /s/{site}/dw/shop/...",
)
