"""How many orders lie between two values of a column: the values in blocks, with the number of orders in each.

A count over a million orders is a sum over some hundred blocks and a look at the two at its ends.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from counterfoil.documents.search_query import Between
from counterfoil.documents.search_record import NO_NUMBER, NO_TEXT, sortable_number
from counterfoil.store.jobs import Row, Statement, Value

NUMBERS = frozenset({"created", "modified", "gross", "net"})
"""The columns that hold whole numbers; the others hold texts."""
COLUMNS = (
    "modified",
    "gross",
    "net",
    "customer_email",
    "customer_no",
    "customer_name",
    "external_order_status",
    "global_party_id",
    "order_no",
)
"""The columns that are counted in blocks; creation is counted by day."""
MOST = 4000
"""A block with more orders is divided, unless they all have one value."""
READ_BLOCKS = "select low, orders from search_blocks where site_id = $1 and field = $2 order by low"
ADD_TO_BLOCK = """insert into search_blocks (site_id, field, low, orders) values ($1, $2, $3, $4)
    on conflict (site_id, field, low) do update set orders = search_blocks.orders + excluded.orders"""
_END = "\U0010ffff"


class Edge(NamedTuple):
    """Orders to be counted one by one: those with a column's value between two bounds."""

    low: Value
    high: Value
    low_included: bool
    high_included: bool
    sign: int


class Sum(NamedTuple):
    """A count: what is known, and what is to be counted."""

    known: int
    edges: list[Edge]


class Blocks:
    """The blocks of one column of a site: where each begins, and how many orders it has."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.lows: list[str] = []
        self.orders: list[int] = []
        for low, orders in rows:
            self.lows.append(low)
            self.orders.append(orders)
        if not self.lows:
            self.lows, self.orders = [""], [0]

    @property
    def total(self) -> int:
        """Return the number of orders that have a value."""
        return sum(self.orders)

    def place(self, key: str) -> int:
        """Return the block of a value."""
        return max(0, bisect_right(self.lows, key) - 1)

    def add(self, key: str, change: int) -> str:
        """Count a value and return where its block begins."""
        place = self.place(key)
        self.orders[place] += change
        return self.lows[place]

    def divide(self, place: int, low: str, moved: int) -> None:
        """Let a new block begin within another."""
        self.orders[place] -= moved
        self.lows.insert(place + 1, low)
        self.orders.insert(place + 1, moved)

    def high(self, place: int) -> str:
        """Return where the next block begins."""
        return self.lows[place + 1] if place + 1 < len(self.lows) else _END

    def between(self, column: str, test: Between) -> Sum:
        """Count the values between two bounds, None being open."""
        low, high = test.low, test.high
        first = 0 if low is None else self.place(key_of(low))
        last = len(self.lows) - 1 if high is None else self.place(key_of(high))
        if first > last:
            return Sum(0, [])
        if first == last and low is not None and high is not None:
            return self._within(column, first, test)
        known = sum(self.orders[first : last + 1])
        edges = []
        # What lies outside of the bounds is taken away: in a block of one value, however large, that is nothing.
        if low is not None:
            edges.append(Edge(_value(column, self.lows[first]), low, True, not test.low_included, -1))
        if high is not None:
            edges.append(Edge(high, _value(column, self.high(last)), not test.high_included, False, -1))
        return Sum(known, edges)

    def _within(self, column: str, place: int, test: Between) -> Sum:
        low, high = test.low, test.high
        if low == high and low is not None and key_of(low) == self.lows[place] and self.orders[place] > MOST:
            return Sum(self.orders[place], [Edge(high, _value(column, self.high(place)), False, False, -1)])
        return Sum(0, [Edge(low, high, test.low_included, test.high_included, 1)])


def key_of(value: Value) -> str:
    """Return a value as a text that sorts as the value does."""
    return sortable_number(value) if isinstance(value, int) else str(value)


def _value(column: str, key: str) -> Value:
    """Return the value that a text stands for; the ends stand for the least and the greatest."""
    if column not in NUMBERS:
        return key or "\x01"
    if key in ("", _END):
        return 2**61 if key else NO_NUMBER + 1
    return int(key) - 10**18


def present(value: Value) -> bool:
    """Say whether a column has a value."""
    return value not in (NO_TEXT, NO_NUMBER)


def middle_statement(column: str) -> str:
    """Return the query for the value in the middle of a block."""
    return f"""select {column} from search_orders where site_id = $1 and {column} >= $2 and {column} < $3
        order by {column} limit 1 offset $4"""  # noqa: S608  (a column of ours)


def next_statement(column: str) -> str:
    """Return the query for the least value of a block above its first."""
    return f"""select {column} from search_orders where site_id = $1 and {column} > $2 and {column} < $3
        order by {column} limit 1"""  # noqa: S608  (a column of ours)


def count_statement(column: str, edge: Edge) -> str:
    """Return the query that counts an edge."""
    above, below = ">=" if edge.low_included else ">", "<=" if edge.high_included else "<"
    return f"""select count(*) from search_orders
        where site_id = $1 and {column} {above} $2 and {column} {below} $3"""  # noqa: S608  (a column of ours)


def bounds(column: str, blocks: Blocks, place: int) -> tuple[Value, Value]:
    """Return the values a block lies between."""
    return _value(column, blocks.lows[place]), _value(column, blocks.high(place))


def statements(site_id: str, column: str, changes: dict[str, int]) -> Iterator[Statement]:
    """Write the changed numbers of a column's blocks."""
    for low in sorted(changes):
        if changes[low]:
            yield Statement(ADD_TO_BLOCK, (site_id, column, low, changes[low]))
