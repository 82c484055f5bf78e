"""What is asked of a request before anything of it is read: one host that is meant, and a body as it is."""

from functools import lru_cache

from counterfoil import faults
from counterfoil.config import Settings, names_in
from counterfoil.documents.redact import redact
from counterfoil.http.request import Request

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_LONGEST_SHOWN = 100


def refuse_unclear(request: Request, settings: Settings) -> None:
    """Refuse what names no host, several, or none of ours, and a compressed body.

    Faults: INVALID_HOST_HEADER, UNSUPPORTED_CONTENT_TYPE.
    """
    if request.refused_host is not None:
        raise faults.INVALID_HOST_HEADER(host=redact(request.refused_host)[:_LONGEST_SHOWN])
    if settings.hosts and _name(request.host) not in _known(settings.hosts, settings.host):
        raise faults.INVALID_HOST_HEADER(host=request.host[:_LONGEST_SHOWN])
    encoding = request.headers.get("content-encoding")
    if encoding and encoding.strip().lower() != "identity":
        raise faults.UNSUPPORTED_CONTENT_TYPE(content_type=redact(encoding)[:_LONGEST_SHOWN])


@lru_cache(maxsize=8)
def _known(hosts: str, host: str) -> frozenset[str]:
    return frozenset(_name(name) for name in (*names_in(hosts), host, *_LOOPBACK))


def _name(host: str) -> str:
    """Return a host without port and brackets, as names are compared."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() and ":" not in name else host).rstrip(".").lower()
