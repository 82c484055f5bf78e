"""Pages of a list: which part is asked for, and the addresses of the parts beside it. Follows section 9.3."""

from typing import NamedTuple
from urllib.parse import parse_qsl, quote

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


def links(call: Call, page: Page, total: int) -> tuple[str | None, str | None]:
    """Return the addresses of the next and the previous part; they repeat the other parameters."""
    following = _address(call, page.end, page.size) if page.end < total else None
    previous = _address(call, max(0, page.start - page.size), page.size) if page.start > 0 else None
    return following, previous


def _address(call: Call, start: int, count: int) -> str:
    others = [pair for pair in parse_qsl(call.query_string) if pair[0] not in ("start", "count")]
    pairs = [("count", str(count)), ("start", str(start)), *others]
    query = "&".join(f"{quote(name)}={quote(value, safe=':,|().')}" for name, value in pairs)
    path = "/".join(quote(part) for part in call.method_and_path[1].split("/"))
    return f"{call.base_url}{path}?{query}"
