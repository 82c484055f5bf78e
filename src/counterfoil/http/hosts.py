"""What the name of a host stands for, and whole URLs. Follows section 1 of the platform reference."""

from urllib.parse import quote

from counterfoil.http.paths import Address


class HostSites:
    """The names of the setting ``host_sites``, each with its site."""

    def __init__(self, setting: str) -> None:
        pairs = (entry.partition("=") for entry in setting.split(",") if entry.strip())
        self._sites = {name.strip().lower(): site_id.strip() for name, _, site_id in pairs}

    def site_of(self, host: str) -> str:
        """Return the site a name stands for, empty if for none; a name without a port is that of every port."""
        if not self._sites:
            return ""
        name = host.lower()
        return self._sites.get(name) or self._sites.get(_without_port(name), "")


def location_of(origin: str, address: Address) -> str:
    """Return the URL of a resource."""
    return "/".join((origin + address.prefix, *(quote(segment, safe="") for segment in address.resource)))


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
