"""Which names are extension points: those of the table, those of resources not served, and one's own."""

import difflib
import logging

from counterfoil.hooks.points import BY_NAME
from counterfoil.hooks.points_not_served import not_served

log = logging.getLogger("counterfoil.hooks")

API = "dw.ocapi."
"""Points of API calls begin with this; one setting switches their hooks off."""
OWN = "app."
"""Points of one's own begin with this: whoever likes calls them by ``call_hook``."""


class UnknownPointError(Exception):
    """A hook names an extension point that does not exist; the message lists the nearest."""


def check_name(point: str) -> None:
    """Refuse what is no extension point with UnknownPointError; warn of one that nothing calls."""
    if point in BY_NAME or (point.startswith(OWN) and point != OWN):
        return
    why = not_served(point)
    if why is None:
        raise UnknownPointError(_suggest(point))
    log.warning("a hook is registered at %s, which is not called by itself: %s", point, why)


def _suggest(point: str) -> str:
    near = difflib.get_close_matches(point, BY_NAME, n=3, cutoff=0.5)
    return f"there is no extension point '{point}'" + (f"; did you mean {', '.join(near)}?" if near else "")
