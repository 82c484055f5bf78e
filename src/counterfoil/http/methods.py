"""What method a request stands for, and which a resource has. Follows section 4 of the platform reference."""

from urllib.parse import parse_qsl

from counterfoil import faults
from counterfoil.http.paths import Address, Face
from counterfoil.http.request import Request
from counterfoil.http.routes import rows_at

OVERRIDES = ("DELETE", "HEAD", "OPTIONS", "PUT", "PATCH")
_ORDER = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_FORM = "application/x-www-form-urlencoded"
_MOST_FORM_FIELDS = 100


def method_of(request: Request, *, refuse_real_put: bool = False) -> str:
    """Return the method a request stands for: its own, or the one a POST names in a parameter or a header.

    Faults: ILLEGAL_HTTP_METHOD_OVERRIDE, BODY_DECODING for a form that is none, METHOD_NOT_ALLOWED for a PUT that is
    no override where these are refused.
    """
    if request.method != "POST":
        if request.method == "PUT" and refuse_real_put:
            raise faults.METHOD_NOT_ALLOWED(method="PUT")
        return request.method
    headers = request.headers
    if headers.get("content-type", "")[: len(_FORM)].lower() == _FORM and request.body:
        _take_form(request)
    override = request.query.get("method", headers.get("x-dw-http-method-override"))
    if override is None:
        return "POST"
    if override not in OVERRIDES:
        raise faults.ILLEGAL_HTTP_METHOD_OVERRIDE(method=override[:50])
    return override


def allowed_methods(address: Address) -> tuple[str, ...]:
    """Return what the header Allow names for a resource: nothing where there is none."""
    if address.face is Face.BATCH:
        return ("POST", "OPTIONS")
    known = {row.method for row in rows_at(address.resource, address.version)} if address.version is not None else set()
    if not known:
        return ()
    known |= {"OPTIONS", "HEAD"} if "GET" in known else {"OPTIONS"}
    return tuple(method for method in _ORDER if method in known)


def _take_form(request: Request) -> None:
    """Let the fields of a form that names a method be parameters; the body is empty then."""
    try:
        form = parse_qsl(request.body.decode(), keep_blank_values=True, max_num_fields=_MOST_FORM_FIELDS)
    except ValueError:
        raise faults.BODY_DECODING(body="a form of up to 100 fields in UTF-8 was expected") from None
    fields = dict(reversed(form))
    if "method" in fields:
        request.query = {**fields, **request.query}
        request.body = b""
