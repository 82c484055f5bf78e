"""Cases of faults of who calls, from where, for which site, by which URL and method."""

from tests.api import SHOP, V15, basic
from tests.http.accounts import XENIA
from tests.http.fault_cases import alone, ask, case
from tests.http.fault_scene import CLIENT_CREDENTIALS, Scene
from tests.http.gift_certificates import load_files
from tests.http.granted import client, entry, put
from tests.http.test_customers import SUFFIX, cookie_header, cookies_of

OFFLINE = (
    '<site xmlns="http://www.demandware.com/xml/impex/site/2007-04-30" site-id="RefArch"><currency>USD</currency>'
    "<taxation>net</taxation><storefront-status>offline</storefront-status></site>"
)


def _offline(scene: Scene) -> None:
    load_files(scene.api, scene.path, {"sites/RefArch/site.xml": OFFLINE})


def _only_selling(scene: Scene) -> None:
    """The settings name products for writing and baskets for reading alone."""
    put(scene.api, client(entry("/products/*", "post"), entry("/customers", "get")))


def _only_some(scene: Scene) -> None:
    """The client may read products and make baskets, in which it sends product items alone."""
    scene.token("guest")
    put(scene.api, client(entry("/products/*"), entry("/baskets", "post", write_attributes="(product_items)")))


def _stolen_session(scene: Scene) -> None:
    """The cookies of Xenia's session with a secure token that is not its own."""
    cookies = {**cookies_of(scene.api, scene.token("xenia")), f"dwsecuretoken_{SUFFIX}": "wrong"}
    scene.named["stolen"] = str(cookie_header(cookies)["Cookie"])


def _expired(scene: Scene) -> None:
    scene.named["expired"] = scene.token("guest")
    scene.api.clock.advance(30 * 60_000)


CASES = [
    case(
        "INVALID_CLIENT_ID",
        400,
        "InvalidClientIdException",
        {"clientId": "other"},
        "The client id 'other' is not valid.",
        ask(
            "POST",
            "/dw/oauth2/access_token?grant_type=client_credentials&client_id=other",
            Authorization=CLIENT_CREDENTIALS,
        ),
    ),
    case(
        "MISSING_CLIENT_ID",
        400,
        "MissingClientIdException",
        {},
        "The client id is missing.",
        ask("GET", "/products/mug-01", x_dw_client_id=None),
    ),
    case(
        "AUTHORIZATION_HEADER_MISSING",
        401,
        "AuthorizationHeaderMissingException",
        {},
        "The authorization header is missing.",
        ask("POST", "/baskets"),
    ),
    case(
        "AUTHENTICATION_FAILED",
        401,
        "AuthenticationFailedException",
        {},
        "The authentication failed.",
        ask("POST", "/customers/auth", {"type": "credentials"}, Authorization=basic(XENIA, "wrong")),
    ),
    alone(
        "EXPIRED_TOKEN",
        401,
        "ExpiredTokenException",
        {},
        "Unauthorized request! The access token is expired.",
        ask("GET", "/products/mug-01", Authorization="Bearer {expired}"),
        _expired,
    ),
    case(
        "INVALID_ACCESS_TOKEN",
        401,
        "InvalidAccessTokenException",
        {"accessToken": "********"},
        "Unauthorized request! The access token is invalid.",
        ask("GET", "/products/mug-01", Authorization="Bearer not.a.token"),
    ),
    case(
        "INVALID_AUTHORIZATION_HEADER",
        401,
        "InvalidAuthorizationHeaderException",
        {},
        "The authorization header is not valid.",
        ask("GET", "/products/mug-01", Authorization="Digest abc"),
    ),
    case(
        "INVALID_SECURE_TOKEN",
        401,
        "InvalidSecureTokenException",
        None,
        "The secure token of the session is not valid.",
        ask("GET", f"{V15}/orders", Cookie="{stolen}", x_dw_client_id=None),
        _stolen_session,
    ),
    case(
        "UNKNOWN_CLIENT_ID",
        401,
        "UnknownClientIdException",
        {"clientId": "nobody"},
        "The client id 'nobody' is unknown.",
        ask("GET", "/products/mug-01", x_dw_client_id="nobody"),
    ),
    alone(
        "DEMO_CLIENT_ID",
        401,
        "DemoClientIdException",
        {"clientId": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        "The client id 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' is one of a demonstration and is not accepted here.",
        ask("GET", "/products/mug-01"),
        demo_client="refused",
    ),
    case(
        "ACCESS_WITHOUT_USER_FORBIDDEN",
        403,
        "AccessWithoutUserForbiddenException",
        {},
        "The resource may not be accessed without a user.",
        ask("POST", "/baskets", by="client"),
    ),
    alone(
        "CLIENT_ACCESS_FORBIDDEN",
        403,
        "ClientAccessForbiddenException",
        {"method": "GET", "path": "/shop/v23_1/site"},
        "Access to resource 'GET /shop/v23_1/site' isn't allowed for the current client.",
        ask("GET", "/site"),
        _only_some,
    ),
    alone(
        "UNAUTHORIZED_READ_ACCESS",
        401,
        "UnauthorizedReadAccessException",
        {"method": "GET", "path": "/shop/v23_1/products/mug-01"},
        "The current client may not read the resource 'GET /shop/v23_1/products/mug-01'.",
        ask("GET", "/products/mug-01"),
        _only_selling,
        refused_access="documented",
    ),
    alone(
        "UNAUTHORIZED_WRITE_ACCESS",
        401,
        "UnauthorizedWriteAccessException",
        {"method": "POST", "path": "/shop/v23_1/customers"},
        "The current client may not write the resource 'POST /shop/v23_1/customers'.",
        ask("POST", "/customers", {"password": "x"}),
        _only_selling,
        refused_access="documented",
    ),
    alone(
        "SITE_OFFLINE",
        403,
        "SiteOfflineException",
        {"siteId": "RefArch"},
        "The site 'RefArch' is offline.",
        ask("GET", "/products/mug-01"),
        _offline,
    ),
    case(
        "USER_ACCESS_FORBIDDEN",
        403,
        "UserAccessForbiddenException",
        {"method": "POST", "path": "/baskets"},
        "Access to resource 'POST /baskets' isn't allowed for the current user.",
        ask("POST", "/baskets", by="clerk"),
    ),
    case(
        "UNKNOWN_SITE",
        404,
        "UnknownSiteException",
        {"siteId": "Nowhere"},
        "The site 'Nowhere' is unknown.",
        ask("GET", "/s/Nowhere/dw/shop/v23_1/site"),
    ),
    alone(
        "PROPERTY_NOT_PERMITTED",
        400,
        "PropertyNotPermittedException",
        {"property": "currency", "document": "basket"},
        "The property 'currency' of document 'basket' may not be written by this client.",
        ask("POST", "/baskets", {"currency": "USD"}, by="guest"),
        _only_some,
    ),
    case(
        "UNAUTHORIZED_ORIGIN",
        401,
        "UnauthorizedOriginException",
        {"origin": "https://elsewhere.example"},
        "The origin 'https://elsewhere.example' is not allowed for the current client.",
        ask("GET", "/products/mug-01", Origin="https://elsewhere.example"),
    ),
    case(
        "ORGANIZATION_ACCESS_FORBIDDEN",
        403,
        "OrganizationAccessForbiddenException",
        {},
        "The resource cannot be accessed in the context of the organisation.",
        ask("GET", "/s/-/dw/shop/v23_1/products/mug-01"),
    ),
    case(
        "SITE_ACCESS_FORBIDDEN",
        403,
        "SiteAccessForbiddenException",
        {"siteId": "RefArch"},
        "The resource cannot be accessed in the context of the site 'RefArch'.",
        ask("GET", "/s/RefArch/dw/data/v23_1/sites"),
    ),
    case(
        "INVALID_VERSION",
        400,
        "InvalidVersionException",
        {},
        "The version in the URL is missing or malformed.",
        ask("GET", f"{SHOP}/23_1/site"),
    ),
    case(
        "VERSION_NOT_FOUND",
        404,
        "VersionNotFoundException",
        {"version": "23.7"},
        "The version '23.7' does not exist.",
        ask("GET", f"{SHOP}/v23_7/site"),
    ),
    case(
        "RESOURCE_PATH_NOT_FOUND",
        404,
        "ResourcePathNotFoundException",
        {"path": "/s/RefArch/dw/shop/v23_1/incognito"},
        "Unknown resource '/s/RefArch/dw/shop/v23_1/incognito'. Please provide a valid resource.",
        ask("GET", "/incognito"),
    ),
    case(
        "RESOURCE_PATH",
        400,
        "ResourcePathException",
        {"message": "an escape is '%' and two hexadecimal digits"},
        "The path of the resource could not be read: an escape is '%' and two hexadecimal digits.",
        ask("GET", "/products/100%zz"),
    ),
    case(
        "METHOD_NOT_ALLOWED",
        405,
        "MethodNotAllowedException",
        {"method": "DELETE"},
        "The HTTP method 'DELETE' is not allowed on this resource.",
        ask("DELETE", "/orders/1"),
    ),
    case(
        "ILLEGAL_HTTP_METHOD_OVERRIDE",
        400,
        "IllegalHttpMethodOverrideException",
        {"method": "TRACE"},
        "The HTTP method 'TRACE' cannot be used as an override.",
        ask("POST", "/baskets", x_dw_http_method_override="TRACE"),
    ),
    alone(
        "INVALID_HOST_HEADER",
        400,
        "InvalidHostHeaderException",
        {"host": "elsewhere.example"},
        "The host 'elsewhere.example' is not valid.",
        ask("GET", "/products/mug-01", Host="elsewhere.example"),
        hosts="shop.example",
    ),
    alone(
        "SECURE_COMMUNICATION_REQUIRED",
        403,
        "SecureCommunicationRequiredException",
        {},
        "The resource may only be accessed by secure communication (https).",
        ask("GET", "/products/mug-01"),
        mode="service",
        behind_tls_proxy=True,
    ),
    case(
        "MALFORMED_MEDIA_TYPE",
        400,
        "MalformedMediaTypeException",
        {"mediaType": "nonsense"},
        "The media type 'nonsense' is malformed.",
        ask("POST", "/customers/auth", {"type": "guest"}, Content_Type="nonsense"),
    ),
    case(
        "UNSUPPORTED_CONTENT_TYPE",
        415,
        "UnsupportedContentTypeException",
        {"contentType": "text/csv"},
        "The content type 'text/csv' is not supported.",
        ask("POST", "/customers/auth", {"type": "guest"}, Content_Type="text/csv"),
    ),
    case(
        "UNSUPPORTED_FORMAT",
        415,
        "UnsupportedFormatException",
        {"format": "yaml"},
        "The format 'yaml' is not supported.",
        ask("GET", "/products/mug-01?format=yaml"),
    ),
    case(
        "CHARSET_NOT_ACCEPTABLE",
        406,
        "CharsetNotAcceptableException",
        {"charset": "iso-8859-1"},
        "The charset 'iso-8859-1' is not acceptable.",
        ask("GET", "/products/mug-01", Accept_Charset="iso-8859-1"),
    ),
]
