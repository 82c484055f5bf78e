"""Services for scripts: what is known of one, whether it may be called now, and which hosts may be called at all."""

from typing import TYPE_CHECKING, Any

import msgspec

from counterfoil.documents.service_data import Credential, Profile

if TYPE_CHECKING:
    from counterfoil.shop.call import Call
    from counterfoil.shop.server import ScriptOperation


async def service(call: "Call", argument: Any) -> Any:
    """Return a service with its profile and credential; null if there is none of that id."""
    known = await call.server.services.known(call.store, str(argument["id"]), argument.get("credential"))
    if known is None:
        return None
    if call.trace is not None and known.credential is not None:
        call.trace.hide(known.credential.password)  # which whoever is called may quote
    return {
        "id": known.service.service_id,
        "type": known.service.service_type.upper(),
        "mode": known.mode,
        "log": known.service.comm_log_enabled,
        "log_prefix": known.service.log_prefix,
        "profile": _profile(known.profile),
        "credential": _credential(known.credential) if known.credential else None,
    }


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "id": profile.profile_id,
        "timeout_millis": profile.timeout_millis or 0,
        "rate_limit_calls": profile.rate_limit_calls if profile.rate_limit_enabled else 0,
        "rate_limit_millis": profile.rate_limit_millis if profile.rate_limit_enabled else 0,
        "cb_calls": profile.cb_calls if profile.cb_enabled else 0,
        "cb_millis": profile.cb_millis if profile.cb_enabled else 0,
    }


def _credential(credential: Credential) -> dict[str, Any]:
    """Return a credential under names by which traces and logs star out what they would quote."""
    return {
        "id": credential.credential_id,
        "url": credential.url,
        "user_secret": credential.user,
        "password": credential.password,
        "custom_secret": msgspec.json.encode(credential.custom).decode(),
    }


async def service_begins(call: "Call", argument: Any) -> str | None:
    """Count a call of a service; say why there may be none now, else null."""
    known = await call.server.services.known(call.store, str(argument))
    if known is None:
        return None
    gate = call.server.services.gate(known.service.service_id)
    return gate.refusal(known.profile, call.server.ambient.now())


async def service_ends(call: "Call", argument: Any) -> None:
    """Count what came of a call."""
    known = await call.server.services.known(call.store, str(argument["id"]))
    if known is not None:
        gate = call.server.services.gate(known.service.service_id)
        gate.done(known.profile, call.server.ambient.now(), failed=bool(argument["failed"]))


async def script_hosts(call: "Call", _argument: Any) -> list[str]:
    """Return the hosts, with ports, that scripts may call."""
    return await call.server.services.hosts(call.store)


OPERATIONS: "dict[str, ScriptOperation]" = {
    "service": service,
    "service_begins": service_begins,
    "service_ends": service_ends,
    "script_hosts": script_hosts,
}
