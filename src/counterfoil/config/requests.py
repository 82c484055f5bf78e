"""Who may call without naming himself, and how large and slow requests may be."""

import dataclasses

from counterfoil.config.setting import setting
from counterfoil.documents.limits import MOST_DIGITS, MOST_LEVELS


@dataclasses.dataclass(frozen=True, kw_only=True)
class RequestSettings:
    """Requests: who may call, and how large and slow they may be."""

    require_client_id: str = setting(
        "auto", "on, off, or auto: off for versions up to 15.x in emulator mode", words=("on", "off", "auto")
    )
    anonymous_client: str = setting(
        "",
        "client id whose rights a call without client id has; empty: an emulator takes the demo client's, or else "
        "those of the only client of the OCAPI settings",
    )
    max_body_bytes: int = setting(5 * 1024 * 1024, "largest request body")
    header_seconds: float = setting(
        10.0,
        "time the head of a request, and a TLS handshake, may take (0: no limit; a minute for a handshake)",
        least=0,
    )
    body_seconds: float = setting(20.0, "time a body may take, to which what comes adds (0: no limit)", least=0)
    body_bytes_per_second: int = setting(8192, "bytes of a body that add a second to its time (0: none do)", least=0)
    keep_alive_seconds: float = setting(5.0, "time a connection may rest between requests (0: no limit)", least=0)
    max_url_bytes: int = setting(8192, "longest URL (0: no limit)", least=0)
    max_header_bytes: int = setting(32 * 1024, "largest head of a request (0: no limit)", least=0)
    max_headers: int = setting(100, "headers a request may have (0: no limit)", least=0)
    max_connections: int = setting(1000, "connections a process takes at once (0: no limit)", least=0)
    max_json_depth: int = setting(
        64, f"levels of arrays and objects that JSON may have, at most {MOST_LEVELS}", least=1, most=MOST_LEVELS
    )
    max_number_digits: int = setting(
        MOST_DIGITS, f"digits a number may have, at most {MOST_DIGITS}", least=1, most=MOST_DIGITS
    )
    max_xml_depth: int = setting(
        64, f"levels of elements that XML may have, at most {MOST_LEVELS}", least=1, most=MOST_LEVELS
    )
    max_xml_elements: int = setting(100_000, "elements that XML may have", least=1)
    max_xml_attributes: int = setting(64, "attributes an XML element may have", least=1)
