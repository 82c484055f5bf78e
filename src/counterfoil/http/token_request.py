"""What a token request says, wherever it says it. Follows sections 6.2 and 6.3 of the platform reference."""

from urllib.parse import parse_qsl

import msgspec

from counterfoil.http.answers import RawHeaders
from counterfoil.http.request import Request
from counterfoil.identity.assertions import ASSERTION_TYPE, claimed_client
from counterfoil.identity.basic import decode_basic

USER_GRANT = "urn:demandware:params:oauth:grant-type:client-id:dwsid:dwsecuretoken"
CLIENT_GRANT = "client_credentials"


class OAuthError(Exception):
    """A refusal in the form of RFC 6749."""

    def __init__(self, error: str, description: str, status: int = 400, headers: RawHeaders | None = None) -> None:
        super().__init__(error)
        self.document = {"error_description": description, "error": error}
        self.status = status
        self.headers = headers or []


def invalid_client() -> OAuthError:
    """Make the one answer to a client that did not prove who it is."""
    challenge = [(b"www-authenticate", b'Basic realm="oauth2"')]
    return OAuthError("invalid_client", "Client authentication failed", 401, challenge)


class Grant(msgspec.Struct, kw_only=True):
    """What a token request says: who asks, by what proof, and for what."""

    grant_type: str
    client_id: str
    login: str = ""
    password: str = ""
    client_secret: str = ""
    assertion: str = ""
    scope: str = ""
    named_client: str = ""
    """The parameter ``client_id`` beside credentials that name a client themselves."""


def read_grant(request: Request) -> Grant:
    """Read a token request: parameters in the query, the form body or both; OAuthError where it is not one."""
    parameters = _parameters(request)
    grant_type = parameters.get("grant_type", "")
    if not grant_type:
        raise OAuthError("invalid_request", "The parameter 'grant_type' is missing.")
    if grant_type not in (USER_GRANT, CLIENT_GRANT):
        raise OAuthError("unsupported_grant_type", "The grant type is not supported.")
    scope = parameters.get("scope", "").strip()
    if scope not in ("", "mail"):
        raise OAuthError("invalid_scope", "The scope is not granted.")
    grant = _client_grant if grant_type == CLIENT_GRANT else _user_grant
    found = grant(parameters, request.headers.get("authorization"))
    found.scope = scope
    return found


def _client_grant(parameters: dict[str, str], authorization: str | None) -> Grant:
    named = parameters.get("client_id", "")
    if "client_assertion" in parameters or "client_assertion_type" in parameters:
        if authorization is not None or parameters.get("client_secret"):
            raise OAuthError("invalid_request", "The client is to prove who it is in one way only.")
        if parameters.get("client_assertion_type") != ASSERTION_TYPE:
            raise OAuthError("invalid_request", f"The parameter 'client_assertion_type' must be '{ASSERTION_TYPE}'.")
        assertion = parameters.get("client_assertion", "")
        client_id = claimed_client(assertion)
        return Grant(grant_type=CLIENT_GRANT, client_id=client_id, assertion=assertion, named_client=named)
    if authorization is None and parameters.get("client_secret"):
        return Grant(grant_type=CLIENT_GRANT, client_id=named, client_secret=parameters["client_secret"])
    client_id, _, secret = _basic(authorization or "").partition(":")
    return Grant(grant_type=CLIENT_GRANT, client_id=client_id, client_secret=secret, named_client=named)


def _user_grant(parameters: dict[str, str], authorization: str | None) -> Grant:
    login, _, rest = _basic(authorization or "").partition(":")
    password, separator, secret = rest.rpartition(":")
    if not separator:
        raise OAuthError("invalid_request", "The credentials must be user:access key:client password.")
    client_id = parameters.get("client_id", "")
    if not client_id:
        raise OAuthError("invalid_request", "The parameter 'client_id' is missing.")
    return Grant(grant_type=USER_GRANT, client_id=client_id, login=login, password=password, client_secret=secret)


def _parameters(request: Request) -> dict[str, str]:
    """Return the parameters of query and form; one given twice with different values is refused."""
    found: dict[str, str] = {}
    body = request.body.decode("utf-8", "replace")
    for text in (request.query_string, body):
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=50)
        except ValueError:
            raise OAuthError("invalid_request", "There are too many parameters.") from None
        for name, value in pairs:
            if found.setdefault(name, value) != value:
                raise OAuthError("invalid_request", "A parameter is given twice.")
    return found


def _basic(header: str) -> str:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or not encoded:
        raise invalid_client()
    try:
        return decode_basic(encoded)
    except ValueError:
        raise OAuthError("invalid_request", "The Authorization header is malformed.") from None
