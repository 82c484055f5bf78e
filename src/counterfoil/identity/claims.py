"""What tokens say: the claims of customers, agents and clients, written as recorded and read strictly."""

import json
from typing import Any

import msgspec

from counterfoil import faults
from counterfoil.identity.caller import Caller, Kind

_MASK = "********"
_SKEW_SECONDS = 60
_LAST_SECOND = 253_402_300_799


class Claims(msgspec.Struct, kw_only=True):
    """The claims that are read; other ones are passed over."""

    exp: int
    iat: int
    iss: str
    customer_list: str = msgspec.field(name="list", default="")
    sub: str | None = None
    usr: str | None = None
    gen: str = ""
    pwd: str = ""
    agt: str = ""


class CustomerInfo(msgspec.Struct):
    """Whose token it is."""

    customer_id: str
    guest: bool
    customer_no: str = ""
    visit_id: str = ""


class Subject(msgspec.Struct):
    """The claim ``sub`` of a customer, a document in a string."""

    customer_info: CustomerInfo


def invalid_token() -> faults.Fault:
    """Make the one answer to every token that does not count; the mask says nothing of it, not even its length."""
    return faults.INVALID_ACCESS_TOKEN(access_token=_MASK)


def customer_claims(
    caller: Caller, *, now: int, seconds: int, customer_list: str, token_id: str = ""
) -> dict[str, Any]:
    """Return the claims of a customer's token, in the recorded order: ``pwd`` names his password, ``agt`` an agent.

    A first token begins a visit and gives it its name.
    """
    visit_id = caller.visit or token_id
    info: dict[str, Any] = {"customer_id": caller.customer_id, "guest": not caller.registered}
    if caller.customer_no:
        info["customer_no"] = caller.customer_no
    if visit_id:
        info["visit_id"] = visit_id
    subject = json.dumps({"_v": "1", "customer_info": info}, separators=(",", ":"), ensure_ascii=True)
    issued = now // 1000
    claims = {
        "_v": "1",
        "exp": issued + seconds,
        "iat": issued,
        "iss": caller.client_id,
        "sub": subject,
        "list": customer_list,
        "jti": token_id,
    }
    if caller.password_name:
        claims["pwd"] = caller.password_name
    if caller.agent:
        claims["agt"], claims["gen"] = caller.agent, caller.generation
    return claims


def account_claims(caller: Caller, *, now: int, seconds: int, token_id: str) -> dict[str, Any]:
    """Return the claims of an agent's or client's token: ``usr`` is the agent, ``gen`` names the secrets it is for."""
    issued = now // 1000
    claims = {
        "_v": "1",
        "exp": issued + seconds,
        "iat": issued,
        "iss": caller.client_id,
        "jti": token_id,
        "gen": caller.generation,
    }
    if caller.agent:
        claims["usr"] = caller.agent
    return claims


def unique_members(text: str | bytes) -> Any:
    """Read JSON in which no name is given twice; ValueError."""
    try:
        return json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("nested too deep") from None


def read_claims(payload: bytes, now: int) -> Claims:
    """Read the claims of a token whose signature is ours; ValueError where they cannot be."""
    claims = msgspec.convert(unique_members(payload), Claims)
    if not 0 < claims.iat < claims.exp <= _LAST_SECOND or claims.iat > now // 1000 + _SKEW_SECONDS:
        raise ValueError("the times cannot be")
    return claims


def caller_of(claims: Claims, digest: bytes) -> Caller:
    """Return the caller that claims name; ValueError."""
    named: dict[str, Any] = {
        "client_id": claims.iss,
        "generation": claims.gen,
        "token_digest": digest,
        "expires": claims.exp,
    }
    if claims.usr is not None and claims.sub is not None:
        raise ValueError("a token is an agent's or a customer's")
    if claims.usr is not None:
        return Caller(kind=Kind.AGENT, agent=claims.usr, **named)
    if claims.sub is None:
        return Caller(kind=Kind.CLIENT_GRANT, **named)
    info = msgspec.convert(unique_members(claims.sub), Subject).customer_info
    return Caller(
        kind=Kind.CUSTOMER,
        customer_id=info.customer_id,
        customer_no=info.customer_no,
        registered=not info.guest,
        agent=claims.agt,
        password_name=claims.pwd,
        visit=info.visit_id,
        **named,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found
