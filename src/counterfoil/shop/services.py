"""Which services scripts may call, and when a service has to rest: its rate limit and its circuit breaker.

The gates are this process's own, like those of hooks: they protect whoever is called, and nothing depends on them.
"""

from collections import deque
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct, field

from counterfoil.config import Settings, names_in
from counterfoil.documents.service_data import (
    Configured,
    ConfiguredService,
    Credential,
    Profile,
    Service,
    read_configured,
)
from counterfoil.store.interface import Store

RATE_LIMITED = "RATE_LIMITED"
CIRCUIT_BROKEN = "CIRCUIT_BROKEN"
STANDARD_PORTS = {"http": 80, "https": 443}


class Known(Struct):
    """A service with all that is known of it."""

    service: Service
    profile: Profile
    credential: Credential | None
    mode: str


class Gate(Struct):
    """When a service was called, and when it failed, in milliseconds."""

    calls: deque[int] = field(default_factory=deque)
    failures: deque[int] = field(default_factory=deque)
    trial: bool = False
    """One call is on its way after the pause; what comes of it decides."""

    def refusal(self, profile: Profile, now: int) -> str | None:
        """Count a call and return None, or say why there may be none now."""
        if profile.cb_enabled and len(self.failures) > profile.cb_calls:
            if self.trial or now - self.failures[-1] < profile.cb_millis:
                return CIRCUIT_BROKEN
            self.trial = True
        if profile.rate_limit_enabled and profile.rate_limit_calls:
            _forget(self.calls, now - profile.rate_limit_millis)
            if len(self.calls) >= profile.rate_limit_calls:
                self.trial = False
                return RATE_LIMITED
            self.calls.append(now)
        return None

    def done(self, profile: Profile, now: int, *, failed: bool) -> None:
        """Count what came of a call."""
        if self.trial and not failed:
            self.failures.clear()
        self.trial = False
        if failed and profile.cb_enabled:
            if len(self.failures) <= profile.cb_calls:
                _forget(self.failures, now - profile.cb_millis)
            self.failures.append(now)
            while len(self.failures) > profile.cb_calls + 1:
                self.failures.popleft()


def _forget(instants: deque[int], before: int) -> None:
    while instants and instants[0] <= before:
        instants.popleft()


class Services:
    """What the settings say of services, and the gates of this process."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._configured: Configured = read_configured(settings.services) if settings else {}
        self._hosts = names_in(settings.script_hosts) if settings else []
        self._gates: dict[str, Gate] = {}

    def gate(self, service_id: str) -> Gate:
        """Return the gate of a service."""
        return self._gates.setdefault(service_id, Gate())

    async def known(self, store: Store, service_id: str, credential_id: str | None = None) -> Known | None:
        """Return a service as archive and settings have it, with its own credential or another; None if nobody has."""
        row = await store.shop_row("service", "", service_id)
        given = self._configured.get(service_id)
        if row is None and given is None:
            return None
        service = msgspec.json.decode(row, type=Service) if row else Service(service_id=service_id)
        given = given or ConfiguredService()
        service.service_type = given.type or service.service_type
        own = service.credential_id or service_id
        return Known(
            service=service,
            profile=await self._profile(store, service, given),
            credential=await self._credential(store, given, credential_id or own, own),
            mode=given.mode or _mode(service),
        )

    async def hosts(self, store: Store) -> list[str]:
        """Return the hosts scripts may call, each with its port, and behind = the address that stands in for it."""
        rows = await store.shop_rows("service_credential", "")
        urls = [msgspec.json.decode(body, type=Credential).url for _scope, _id, body in rows]
        for service in self._configured.values():
            urls += [service.url, *(credential.url for credential in service.credentials.values())]
        found = {place for url in urls if url for place in _places(url)}
        stand_ins = set()
        for entry in self._hosts:
            host, equals, address = entry.partition("=")
            places = {host.lower()} if ":" in host else {f"{host.lower()}:{port}" for port in STANDARD_PORTS.values()}
            found |= set() if equals else places
            stand_ins |= {f"{place}={address}" for place in places if equals}
        return [*sorted(stand_ins), *sorted(found)]

    async def _profile(self, store: Store, service: Service, given: ConfiguredService) -> Profile:
        name = service.profile_id or service.service_id
        row = await store.shop_row("service_profile", "", name)
        profile = msgspec.json.decode(row, type=Profile) if row else Profile(profile_id=name)
        if given.timeout_millis is not None:
            profile.timeout_millis = given.timeout_millis
        if given.rate_limit_calls is not None or given.rate_limit_millis is not None:
            profile.rate_limit_enabled = True
            profile.rate_limit_calls = given.rate_limit_calls or profile.rate_limit_calls
            profile.rate_limit_millis = given.rate_limit_millis or profile.rate_limit_millis or 1000
        if given.cb_calls is not None or given.cb_millis is not None:
            profile.cb_enabled = True
            profile.cb_calls = given.cb_calls if given.cb_calls is not None else profile.cb_calls
            profile.cb_millis = given.cb_millis or profile.cb_millis or 1000
        return profile

    async def _credential(self, store: Store, given: ConfiguredService, name: str, own: str) -> Credential | None:
        row = await store.shop_row("service_credential", "", name)
        over = given.credentials.get(name) or (given if name == own else None)
        if row is None and (over is None or over.url is None):
            return None
        credential = msgspec.json.decode(row, type=Credential) if row else Credential(credential_id=name)
        if over is not None:
            credential.url = over.url if over.url is not None else credential.url
            credential.user = over.user if over.user is not None else credential.user
            credential.password = over.password if over.password is not None else credential.password
        return credential


def _mode(service: Service) -> str:
    if not service.enabled:
        return "disabled"
    return "mock" if service.mock_mode_enabled else "live"


def _places(url: str) -> list[str]:
    """Return the hosts with ports that a URL stands for; without a port, both standard ones."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return []
    if not host:
        return []
    ports = [port] if port else list(STANDARD_PORTS.values())
    return [f"{host.lower()}:{one}" for one in ports]
