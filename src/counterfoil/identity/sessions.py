"""Sessions: the cookies of the storefront world, made from a token and turned back into a caller.

Follows section 6.6 of the platform reference. The store knows a session by the digest of its id only.
"""

import base64
import hashlib
import hmac
from http.cookies import CookieError, SimpleCookie

import msgspec

from counterfoil import faults
from counterfoil.ambient import Ambient, new_token
from counterfoil.commerce.passwords import password_digest
from counterfoil.config import Settings
from counterfoil.identity.caller import Caller, Kind
from counterfoil.store.interface import Store
from counterfoil.store.records import Session

_RENEW_AFTER = 60_000
_ANONYMOUS_SECONDS = 15_552_000


class SessionBody(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What is stored of a session."""

    customer_id: str
    customer_no: str = ""
    registered: bool = False
    client_id: str = ""
    agent: str = ""
    generation: str = ""
    password_name: str = ""
    visit: str = ""
    secure_digest: bytes = b""
    seen: int = 0
    ends: int = 0


def site_hash(site_id: str) -> str:
    """Return the 32 hexadecimal digits that end a site's cookie names."""
    return hashlib.sha256(site_id.encode()).hexdigest()[:32]


def cookies_of(header: str) -> dict[str, str]:
    """Read a Cookie header; what is not a cookie is left out."""
    if not header:
        return {}
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()


class Sessions:
    """Makes, finds and ends sessions."""

    def __init__(self, store: Store, ambient: Ambient, settings: Settings) -> None:
        self._store = store
        self._ambient = ambient
        self._settings = settings

    def now(self) -> int:
        """Return the instant."""
        return self._ambient.now()

    async def create(self, site_id: str, caller: Caller, *, secure: bool) -> list[tuple[str, str]]:
        """Store a session of a customer and return its Set-Cookie headers."""
        now = self._ambient.now()
        session_id = base64.urlsafe_b64encode(self._ambient.random_bytes(64)).decode()
        secure_token = new_token(self._ambient, 24)
        body = SessionBody(
            customer_id=caller.customer_id,
            customer_no=caller.customer_no,
            registered=caller.registered,
            client_id=caller.client_id,
            agent=caller.agent,
            generation=caller.generation,
            password_name=caller.password_name,
            visit=caller.visit,
            secure_digest=_digest(secure_token),
            ends=now + self._settings.session_seconds * 1000,
        )
        await self._put(site_id, _digest(session_id), body, now)
        suffix, end = site_hash(site_id), "; Secure" if secure else ""
        anonymous = f"dwanonymous_{suffix}={caller.customer_id}; Path=/; Max-Age={_ANONYMOUS_SECONDS}; HttpOnly{end}"
        made = [("set-cookie", f"dwsid={session_id}; Path=/; HttpOnly; SameSite=Lax{end}"), ("set-cookie", anonymous)]
        if not self._settings.enforce_https:
            made.append(("set-cookie", f"dwsecuretoken_{suffix}={secure_token}; Path=/; HttpOnly{end}"))
        return made

    async def caller(self, site_id: str, cookies: dict[str, str], client_id: str = "") -> Caller | None:
        """Return whose session the cookies are, None for a dead one; fault INVALID_SECURE_TOKEN."""
        now = self._ambient.now()
        name = _digest(cookies.get("dwsid", ""))
        found = await self._store.session(site_id, name, now)
        if found is None:
            return None
        body = msgspec.msgpack.decode(found, type=SessionBody)
        if body.ends <= now:
            return None
        given = _digest(cookies.get(f"dwsecuretoken_{site_hash(site_id)}", ""))
        wanted = body.registered and not self._settings.enforce_https
        if wanted and not hmac.compare_digest(given, body.secure_digest):
            raise faults.INVALID_SECURE_TOKEN()
        if now - body.seen > _RENEW_AFTER:
            await self._put(site_id, name, body, now)
        return Caller(
            kind=Kind.CUSTOMER,
            client_id=body.client_id if body.agent else client_id or body.client_id,
            customer_id=body.customer_id,
            customer_no=body.customer_no,
            registered=body.registered,
            agent=body.agent,
            generation=body.generation,
            password_name=body.password_name,
            visit=body.visit,
            expires=body.ends // 1000,
        )

    async def _put(self, site_id: str, name: bytes, body: SessionBody, now: int) -> None:
        body.seen = now
        expires = min(now + self._settings.session_idle_seconds * 1000, body.ends)
        password = password_digest(body.password_name) if body.password_name else None
        await self._store.put_session(Session(site_id, name, msgspec.msgpack.encode(body), expires, password))
