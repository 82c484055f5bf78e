"""What all answers have in common, made of the settings once: the state of a version, what HEAD and JSONP answer."""

from counterfoil.config import Settings
from counterfoil.versions import NEWEST, PUBLISHED, Version, parse_version

RawHeader = tuple[bytes, bytes]
_STATUS = b"x-dw-version-status"


class Manners:
    """How answers are given by these settings."""

    def __init__(self, settings: Settings) -> None:
        self.version_status: dict[Version, RawHeader] = _statuses(settings)
        self.head_status = settings.head_status
        self.jsonp_type = settings.jsonp_content_type.encode("latin-1")
        self.accept_strict = settings.accept_strict
        self.refuse_real_put = settings.refuse_real_put
        self.typed_arguments = settings.typed_fault_arguments


def _statuses(settings: Settings) -> dict[Version, RawHeader]:
    """Return the header of every version: the newest is current, all others deprecated, the oldest obsolete."""
    current, deprecated, obsolete = (word.strip().encode("latin-1") for word in settings.version_statuses.split(","))
    limit = parse_version(settings.obsolete_before) if settings.obsolete_before else None
    found = dict.fromkeys(PUBLISHED, (_STATUS, deprecated))
    if limit is not None:
        found.update((version, (_STATUS, obsolete)) for version in PUBLISHED if version < limit)
    found[NEWEST] = (_STATUS, current)
    return found
