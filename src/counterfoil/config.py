"""Settings as one table: name, default, help. Every one is an option, an environment variable and a line of TOML."""

import dataclasses
import functools
import json
import math
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from counterfoil.documents.limits import MOST_DIGITS, MOST_LEVELS
from counterfoil.documents.service_data import problem_of
from counterfoil.versions import Version, parse_version

ENVIRONMENT_PREFIX = "COUNTERFOIL_"
_VERSION = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,32}")
_WORDS: dict[str, tuple[str | int, ...]] = {
    "mode": ("emulator", "service"),
    "require_client_id": ("on", "off", "auto"),
    "refused_access": ("recorded", "documented"),
    "demo_client": ("accepted", "refused", "auto"),
    "client_id_mismatch": ("fault", "oauth", "ignored"),
    "unknown_currency": ("unsupported", "not_found"),
    "unauthorized_client_status": (400, 401),
    "expand_not_permitted": ("fault", "left_out"),
    "expand_fault": ("value", "parameter"),
    "unknown_custom": ("refuse", "keep"),
    "hook_isolation": ("inline", "process"),
    "answer_cache": ("auto", "on", "off"),
    "head_status": (200, 204),
    "created_status": (200, 201),
}
"""Settings that have a few values only."""
_NEVER_BELOW_ZERO = (
    "payment_retention_days",
    "rotate_keys_days",
    "jwks_seconds",
    "header_seconds",
    "body_seconds",
    "body_bytes_per_second",
    "keep_alive_seconds",
    "max_url_bytes",
    "max_header_bytes",
    "max_headers",
    "max_connections",
    "max_search_start",
)
_AT_LEAST_ONE = (
    "script_workers",
    "script_memory_megabytes",
    "script_processor_seconds",
    "processes",
    "max_product_items",
    "page_size",
    "baskets_per_customer",
    "baskets_per_agent",
    "search_seconds",
    "order_number_block",
    "reservation_minutes",
    "token_failures_per_minute",
    "batch_parts",
    "max_json_depth",
    "max_number_digits",
    "max_xml_depth",
    "max_xml_elements",
    "max_xml_attributes",
)
_AT_MOST = {"max_json_depth": MOST_LEVELS, "max_xml_depth": MOST_LEVELS, "max_number_digits": MOST_DIGITS}


class SettingsError(Exception):
    """A setting that cannot be used; the message says what to do."""


def _setting(default: Any, text: str) -> Any:
    return dataclasses.field(default=default, metadata={"help": text})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings of a server process."""

    store: str = _setting("counterfoil.db", "SQLite file, or postgresql:// address")
    host: str = _setting("127.0.0.1", "address to listen on")
    port: int = _setting(8080, "port to listen on; 0 takes a free one")
    management_host: str = _setting("127.0.0.1", "address of the management pages")
    management_port: int = _setting(8081, "port of the management pages; 0 takes a free one, -1 turns them off")
    management_secret: str = _setting(
        "",
        "bearer secret of the management pages; empty: a service has none, an emulator demo-management-secret",
    )
    mode: str = _setting("emulator", "emulator (laptop, CI) or service (real orders)")
    allow_remote: bool = _setting(
        False, "emulator: listen on other addresses than loopback; default secrets are replaced"
    )
    processes: int = _setting(1, "server processes that share the port")
    tls_cert: str = _setting("", "certificate chain (PEM) to serve https with")
    tls_key: str = _setting("", "private key (PEM) of the certificate")
    tls_key_password: str = _setting("", "password of the private key, if it has one")
    tls: bool = _setting(False, "emulator: serve https with the certificate of a local authority, made at first use")
    tls_folder: str = _setting(
        "", "folder of the local authority; empty: counterfoil-tls beside the SQLite file, or in the user's data"
    )
    hosts: str = _setting("", "host names clients may call the server by, separated by commas; empty: any")
    behind_tls_proxy: bool = _setting(False, "a proxy in front ends TLS and sets X-Forwarded-Proto and -Host")
    default_site: str = _setting("", "site of URLs without /s/{site}; empty: the first in the store")
    demo: bool = _setting(True, "emulator: load the demo site into an empty store")
    hooks: str = _setting("", "hooks in Python: files, folders or installed packages, separated by commas")
    hook_isolation: str = _setting("inline", "where hooks in Python run: inline, or in a process of their own")
    remote_hooks: str = _setting("", "TOML file of hooks that a service answers over HTTPS")
    cartridges: str = _setting("", "folders with cartridges whose hooks run, separated by commas")
    cartridge_path: str = _setting("", "names of cartridges in their order, separated by colons; empty: by name")
    script_workers: int = _setting(8, "processes that run scripts of cartridges, at most; started when needed")
    script_memory_megabytes: int = _setting(64, "memory a script may use")
    script_processor_seconds: int = _setting(5, "processor time a script may use")
    api_hooks: bool = _setting(
        True,
        "run the hooks of API calls (dw.ocapi.…), as the platform's feature switch does; off: only those of the "
        "system, such as dw.order.calculate and dw.order.payment.authorize",
    )
    script_hosts: str = _setting(
        "", "hosts scripts may call beside those of their services, such as api.example.com,*.example.com:8443"
    )
    services: str = _setting(
        "", 'services of scripts by id, as JSON, before what archives say; in a file as tables [services."id"]'
    )
    smtp: str = _setting("", "service: mail server for mails of scripts, such as smtps://user:secret@mail.example")
    trace_keep: int = _setting(-1, "newest traces of hooks to keep (0: none; -1: 1000 in an emulator, else none)")
    demo_hook: bool = _setting(True, "emulator: register the demo payment hook when no other hooks are given")
    require_client_id: str = _setting("auto", "on, off, or auto: off for versions up to 15.x in emulator mode")
    anonymous_client: str = _setting(
        "",
        "client id whose rights a call without client id has; empty: an emulator takes the demo client's, or else "
        "those of the only client of the OCAPI settings",
    )
    place_by_patch: bool = _setting(False, "allow the transition created to new by PATCH of an order")
    payment_retention_days: int = _setting(
        40, "days after which the payment instruments of an order are permanently masked (0: never)"
    )
    max_body_bytes: int = _setting(5 * 1024 * 1024, "largest request body")
    header_seconds: float = _setting(
        10.0, "time the head of a request, and a TLS handshake, may take (0: no limit; a minute for a handshake)"
    )
    body_seconds: float = _setting(20.0, "time a body may take, to which what comes adds (0: no limit)")
    body_bytes_per_second: int = _setting(8192, "bytes of a body that add a second to its time (0: none do)")
    keep_alive_seconds: float = _setting(5.0, "time a connection may rest between requests (0: no limit)")
    max_url_bytes: int = _setting(8192, "longest URL (0: no limit)")
    max_header_bytes: int = _setting(32 * 1024, "largest head of a request (0: no limit)")
    max_headers: int = _setting(100, "headers a request may have (0: no limit)")
    max_connections: int = _setting(1000, "connections a process takes at once (0: no limit)")
    max_json_depth: int = _setting(64, f"levels of arrays and objects that JSON may have, at most {MOST_LEVELS}")
    max_number_digits: int = _setting(MOST_DIGITS, f"digits a number may have, at most {MOST_DIGITS}")
    max_xml_depth: int = _setting(64, f"levels of elements that XML may have, at most {MOST_LEVELS}")
    max_xml_elements: int = _setting(100_000, "elements that XML may have")
    max_xml_attributes: int = _setting(64, "attributes an XML element may have")
    max_product_items: int = _setting(50, "product items a basket may have")
    page_size: int = _setting(200, "items that a page of a list may have")
    max_search_start: int = _setting(999, "how many hits of a search, or addresses of a customer, may be left out")
    baskets_per_customer: int = _setting(1, "open baskets a customer may have")
    baskets_per_agent: int = _setting(4, "open baskets of one customer that an agent may make")
    reserve_inventory: bool = _setting(False, "hold stock for a basket with every change of it")
    reservation_minutes: int = _setting(10, "how long stock is held for a basket")
    basket_lifetime_seconds: int = _setting(
        0, "life of a basket after its last change; 0: the site's preference BasketLifetime, else seven days"
    )
    agent_token_seconds: int = _setting(900, "life of an agent's token")
    client_token_seconds: int = _setting(1800, "life of a client's token")
    customer_token_seconds: int = _setting(1800, "life of a customer's token")
    session_idle_seconds: int = _setting(1800, "idle time after which a session ends")
    session_seconds: int = _setting(6 * 3600, "longest life of a session")
    token_failures_per_minute: int = _setting(10, "failed log-ins per client and user and minute before 429")
    hook_seconds: int = _setting(30, "time a hook may take")
    idempotency_seconds: int = _setting(86_400, "time an answer is kept for the Idempotency-Key of its request")
    search_seconds: int = _setting(5, "time an order search may take before it is refused")
    order_number_block: int = _setting(20, "order numbers a process takes from the store at once")
    seed: int = _setting(0, "emulator: seed for repeatable ids (0: real randomness)")
    clock: str = _setting("", "emulator: instant the clock stands at, such as 2026-01-01T00:00:00Z")
    log_level: str = _setting("info", "debug, info, warning or error")
    host_sites: str = _setting(
        "", "sites of URLs without /s/{site} by the host they are called at, such as shop.example=RefArch,eu.example=Eu"
    )
    answer_cache: str = _setting(
        "auto", "give cacheable answers again while they may be kept: on, off, or auto: on in a service"
    )
    batch_parts: int = _setting(50, "requests a batch may have")

    # Keys and tokens.
    rotate_keys_days: int = _setting(0, "days after which a new signing key takes over by itself (0: never)")
    jwks_seconds: int = _setting(
        300, "time others may keep the published keys; so long before it signs a new key is published"
    )
    assertion_audiences: str = _setting(
        "https://account.demandware.com:443/dwsso/oauth2/access_token,"
        "https://account.demandware.com/dwsso/oauth2/access_token",
        "audiences a client's assertion may name, separated by commas; an emulator takes its own address as well",
    )

    # Readings: where the pages of the API are silent, inferred or differ, the other reading is a switch.
    token_kid: bool = _setting(False, "name the signing key in the header of tokens (kid), which live servers do not")
    demo_client: str = _setting(
        "auto", "the client id of thirty a: accepted, refused, or auto: refused in service mode"
    )
    client_id_mismatch: str = _setting(
        "fault", "token endpoint, another client_id than in the credentials: fault, oauth (invalid_client) or ignored"
    )
    unauthorized_client_status: int = _setting(400, "status of the OAuth error unauthorized_client: 400 or 401")
    newer_token_answer: bool = _setting(
        False, "answer tokens with scope, refresh_expires_in and not-before-policy, as newer servers do"
    )
    enforce_https: bool = _setting(False, "sites enforce https: sessions have no dwsecuretoken cookie")
    breaker_counts_errors: bool = _setting(
        False, "a hook's Status.ERROR counts as a failure for the circuit breaker, not only exceptions and time-outs"
    )
    unknown_currency: str = _setting(
        "unsupported", "a currency code that is none of ISO 4217: unsupported (400) or not_found (404)"
    )
    handle_orders: bool = _setting(False, "agents need the permission Handle_Orders to PATCH an order")
    refused_access: str = _setting(
        "recorded",
        "recorded: what the OCAPI settings do not grant is 403 ClientAccessForbiddenException; documented: 401 "
        "UnauthorizedReadAccessException or UnauthorizedWriteAccessException where they name the path",
    )
    same_origin: bool = _setting(True, "accept an Origin that is the server's own, whatever the OCAPI settings say")
    response_header_names: str = _setting(
        "x-*,P3P", "names that response_headers of the OCAPI settings may have, separated by commas"
    )
    expand_not_permitted: str = _setting(
        "fault", "an expansion that the OCAPI settings do not grant: fault, or left_out of the answer"
    )
    expand_fault: str = _setting(
        "value",
        "an expansion that does not exist: value (InvalidExpandValueException), or parameter, the older name "
        "InvalidExpandParameterException",
    )
    typed_fault_arguments: bool = _setting(
        False, 'arguments of faults as the page of statuses shows them, {"type":"string","value":...}, not plain values'
    )
    unknown_custom: str = _setting(
        "refuse", "custom attributes (c_*) that no metadata declares: refuse them in requests, or keep them as they are"
    )
    typed_since: str = _setting("16.1", "the first version whose documents say of what type they are (_type)")
    obsolete_before: str = _setting("", "versions before this one, such as 17.1, are called obsolete; empty: none")
    version_statuses: str = _setting("current,deprecated,obsolete", "the three words of the header x-dw-version-status")
    accept_strict: bool = _setting(False, "refuse an Accept header that names no format served; else JSON is answered")
    refuse_real_put: bool = _setting(False, "PUT only by override of POST, as staging and production instances have it")
    head_status: int = _setting(200, "status of an answer to HEAD: 200, or 204 as a sample shows")
    created_status: int = _setting(201, "status of a PUT that made its object: 201, or 200 as every other answer has")
    jsonp_content_type: str = _setting("text/javascript;charset=UTF-8", "content type of an answer that is a call")

    @property
    def emulator(self) -> bool:
        """Say whether this is an emulator, not a service."""
        return self.mode == "emulator"

    @functools.cached_property
    def typed_from(self) -> Version:
        """Return the first version whose documents say of what type they are."""
        return parse_version(self.typed_since)

    @property
    def longest_visit_seconds(self) -> int:
        """Return how long a token or session of a customer may live."""
        return max(self.customer_token_seconds, self.session_seconds)

    @property
    def longest_token_seconds(self) -> int:
        """Return how long a signed token may live."""
        return max(self.agent_token_seconds, self.client_token_seconds, self.customer_token_seconds)

    @property
    def refuses_demo_client(self) -> bool:
        """Say whether the demo's client id is refused."""
        return self.demo_client == "refused" or (self.demo_client == "auto" and not self.emulator)


def names_in(setting: str) -> list[str]:
    """Return the names that a setting lists, separated by commas."""
    return [name.strip() for name in setting.split(",") if name.strip()]


def table() -> list[tuple[str, Any, str]]:
    """Return name, default and help of every setting."""
    return [(field.name, field.default, field.metadata["help"]) for field in dataclasses.fields(Settings)]


def environment_name(name: str) -> str:
    """Return the environment variable of a setting."""
    return ENVIRONMENT_PREFIX + name.upper()


def load(
    given: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    file: str | None = None,
) -> Settings:
    """Make the settings: options before environment before TOML file before defaults; SettingsError if one is wrong."""
    environment = os.environ if environment is None else environment
    file = file or environment.get(ENVIRONMENT_PREFIX + "CONFIG")
    from_file = _read(file) if file else {}
    known = {field.name: field for field in dataclasses.fields(Settings)}
    unknown = set(from_file) - set(known)
    if unknown:
        raise SettingsError(f"{file} has unknown settings: {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {}
    for name, field in known.items():
        if given and given.get(name) is not None:
            values[name] = given[name]
        elif (text := environment.get(environment_name(name))) is not None:
            values[name] = _typed(environment_name(name), text, type(field.default))
        elif name == "services" and isinstance(from_file.get(name), dict):
            values[name] = json.dumps(from_file[name])
        elif name in from_file:
            values[name] = _typed(f"{name} in {file}", from_file[name], type(field.default))
    return check(Settings(**values))


def check(settings: Settings) -> Settings:
    """Refuse values outside their range; SettingsError says which."""
    for name, allowed in _WORDS.items():
        if getattr(settings, name) not in allowed:
            words = [str(word) for word in allowed]
            raise SettingsError(f"{name} is '{getattr(settings, name)}'; use {', '.join(words[:-1])} or {words[-1]}")
    if bool(settings.tls_cert) != bool(settings.tls_key):
        raise SettingsError("tls_cert and tls_key belong together; one of them is missing")
    if settings.tls and not settings.emulator:
        raise SettingsError("tls is for emulators; a service wants tls_cert and tls_key of an authority others trust")
    if settings.tls and settings.tls_cert:
        raise SettingsError("tls makes a certificate and tls_cert names one; give one of them")
    _check_bounds(settings)
    _check_readings(settings)
    if settings.processes > 1 and (settings.seed or settings.clock):
        raise SettingsError("seed and clock make one process repeatable; leave processes at 1 with them")
    if not -1 <= settings.management_port <= 65535:
        raise SettingsError("management_port must be between -1 (off) and 65535")
    if not 0 <= settings.port <= 65535:
        raise SettingsError("port must be between 0 and 65535")
    return settings


def _check_bounds(settings: Settings) -> None:
    for name in _AT_LEAST_ONE:
        if getattr(settings, name) < 1:
            raise SettingsError(f"{name} must be at least 1")
    for name, most in _AT_MOST.items():
        if getattr(settings, name) > most:
            raise SettingsError(f"{name} must be at most {most}")
    for name in _NEVER_BELOW_ZERO:
        if not 0 <= getattr(settings, name) < math.inf:
            raise SettingsError(f"{name} must be 0 or more")


def _check_readings(settings: Settings) -> None:
    for entry in settings.host_sites.split(","):
        if entry.strip() and not re.fullmatch(r"\s*[^=\s]+\s*=\s*[^=\s]+\s*", entry):
            raise SettingsError(f"host_sites has the entry '{entry.strip()}'; write a host name, = and a site")
    if settings.obsolete_before and not _VERSION.fullmatch(settings.obsolete_before):
        raise SettingsError(f"obsolete_before is '{settings.obsolete_before}'; write a version such as 17.1")
    if not _VERSION.fullmatch(settings.typed_since):
        raise SettingsError(f"typed_since is '{settings.typed_since}'; write a version such as 16.1")
    words = settings.version_statuses.split(",")
    if len(words) != 3 or not all(_WORD.fullmatch(word.strip()) for word in words):
        raise SettingsError("version_statuses is three words, separated by commas")
    if problem := problem_of(settings.services):
        raise SettingsError(f"services cannot be used: {problem}")
    if not (settings.jsonp_content_type.isascii() and settings.jsonp_content_type.isprintable()):
        raise SettingsError("jsonp_content_type is a content type in ASCII")


def _read(file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not TOML: {error}") from error


def _typed(name: str, value: Any, wanted: type) -> Any:
    if wanted is bool:
        return _boolean(name, value)
    if isinstance(value, bool) or not isinstance(value, (str, int, wanted)):
        raise SettingsError(f"{name} is {value!r}, which is not a {wanted.__name__}")
    try:
        return wanted(value)
    except ValueError as error:
        raise SettingsError(f"{name} is {value!r}, which is not a number") from error


def _boolean(name: str, value: Any) -> bool:
    word = str(value).lower()
    if word in ("1", "true", "yes", "on"):
        return True
    if word in ("0", "false", "no", "off", ""):
        return False
    raise SettingsError(f"{name} is {value!r}; use true or false")
