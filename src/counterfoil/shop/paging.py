"""Which part of a list is asked for. Follows section 9.3 of the platform reference."""

from typing import NamedTuple

from counterfoil.shop.call import Call
from counterfoil.shop.parameters import integer

_DEFAULT_COUNT = 25
_MOST = 200


class Page(NamedTuple):
    """A part of a list."""

    start: int
    size: int

    @property
    def end(self) -> int:
        """Return where the next part begins."""
        return self.start + self.size


def read_page(call: Call) -> Page:
    """Read ``start`` and ``count``; faults MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION."""
    return Page(
        integer(call, "start", 0, least=0, most=None), integer(call, "count", _DEFAULT_COUNT, least=1, most=_MOST)
    )
