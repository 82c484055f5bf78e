"""The bitmaps an order stands in: one for each value that many orders have, and one for each binary digit of a number.

A text is there by the number of its bucket, which sorts as the text does: a range of texts is one of these numbers, and
a look at the two buckets at its ends.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec

from counterfoil.documents.search_fields import FIELDS
from counterfoil.documents.search_record import NO_NUMBER, WORDS, Columns, Group, SearchRecord, Term
from counterfoil.store.jobs import Row

Entry = tuple[str, str]
"""A field, or what else a bitmap is of, and a value."""
NUMBERS = ("created", "modified", "gross", "net")
TEXTS = ("order_no", "customer_email", "customer_no", "customer_name", "external_order_status", "global_party_id")
GROUP_FIELDS = tuple(name for name in Group.__struct_fields__ if name not in ("payment_instruments", "shipments"))
PRESENT = "?"
"""The bitmaps of the orders that have any value of a field."""
COUNT = "count:"
"""Before the name of an item's field: the digits of how many values it has."""
BUCKET = "bucket:"
"""Before the name of a text's column: the digits of its bucket."""
WIDTH, CODE_WIDTH, COUNT_WIDTH = 62, 20, 9
"""So many digits have a number, a bucket and a count; negative numbers are complements of two."""
_ITEM_FIELDS = frozenset(field.name for field in FIELDS.values() if field.place == "term")
_MASK = 2**WIDTH - 1
_GAP = 64
_REST = msgspec.json.Decoder(tuple[Group, tuple[Term, ...]])
_STORED = msgspec.json.Decoder(tuple[str, Columns, tuple[Group, tuple[Term, ...]]])
_NO_GROUP = Group()
_ENCODER = msgspec.json.Encoder()
_SPARSE = 16
COLUMNS = """o.order_no, o.created, o.modified, o.gross, o.net, o.customer_email, o.customer_no, o.customer_name,
    o.external_order_status, o.global_party_id, o.rest"""


class Buckets:
    """The buckets of one column of texts: where each begins, and its number."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.lows: list[str] = []
        self.codes: list[int] = []
        for code, low in rows:
            self.codes.append(code)
            self.lows.append(low)

    def place(self, value: str) -> int:
        """Return which bucket a text belongs to, from nought."""
        return max(0, bisect_right(self.lows, value) - 1)

    def code(self, value: str) -> int:
        """Return the number of a text's bucket."""
        return self.codes[self.place(value)]

    def high(self, place: int) -> str | None:
        """Return where the next bucket begins."""
        return self.lows[place + 1] if place + 1 < len(self.lows) else None

    def new_codes(self, place: int, pieces: int) -> list[int]:
        """Return numbers for all pieces of a bucket but the first, or fewer if fewer are left."""
        code = self.codes[place]
        if place + 1 == len(self.codes):
            return [new for one in range(1, pieces) if (new := code + one * _GAP) < 2**CODE_WIDTH]
        room = self.codes[place + 1] - code
        pieces = min(pieces, room)
        return [code + room * one // pieces for one in range(1, pieces)]

    def divide(self, place: int, low: str, code: int) -> None:
        """Let a new bucket begin within another."""
        self.lows.insert(place + 1, low)
        self.codes.insert(place + 1, code)


def first_buckets(values: Collection[str], most: int) -> Buckets:
    """Divide the first values of a column evenly."""
    ordered = sorted(values)
    number = max(1, min(most, len(ordered) // 4))
    lows = dict.fromkeys(["", *(ordered[len(ordered) * one // number] for one in range(1, number))])
    gap = min(_GAP * 8, 2**CODE_WIDTH // (2 * len(lows)))
    return Buckets((one * gap, low) for one, low in enumerate(lows))


def record_of_row(row: Row, *, whole: bool = True) -> SearchRecord:
    """Return the record of a row with ``COLUMNS``, or only what stands in these."""
    group, terms = _REST.decode(row[10]) if whole else (_NO_GROUP, ())
    return SearchRecord(row[0], Columns(*row[1:10]), group, terms)


def rest_of(record: SearchRecord) -> bytes:
    """Return what a row has of a record beside its columns."""
    return _ENCODER.encode((record.group, record.terms))


def stored(row: Row) -> bytes:
    """Return the record of a row with ``COLUMNS`` as bytes."""
    return _ENCODER.encode((row[0], row[1:10], msgspec.Raw(row[10])))


def restored(body: bytes) -> SearchRecord:
    """Return the record that was stored."""
    order_no, columns, rest = _STORED.decode(body)
    return SearchRecord(order_no, columns, *rest)


def text_of(record: SearchRecord, column: str) -> str:
    """Return the text of a column."""
    text: str = record.order_no if column == "order_no" else getattr(record.columns, column)
    return text


def values_of(record: SearchRecord) -> Iterator[Entry]:
    """List the values of an order that other orders may have too."""
    for column in TEXTS[1:]:
        if text := getattr(record.columns, column):
            yield column, text
    for term in record.terms:
        if term.value:
            yield term.field, term.value


@lru_cache(maxsize=4096)
def few_values(group: Group) -> tuple[Entry, ...]:
    """List the fields with few values; many orders are alike in all of them."""
    return (
        *((name, value) for name in GROUP_FIELDS if (value := getattr(group, name))),
        *(("payment_instruments", pair_text(pair)) for pair in group.payment_instruments),
        *(("shipments", pair_text((method,))) for method in group.shipments),
    )


def pair_text(values: tuple[str, ...]) -> str:
    """Write the values of an element as one."""
    return _ENCODER.encode(values).decode()


def pair_of(text: str) -> tuple[str, ...]:
    """Return the values of an element."""
    return tuple(msgspec.json.decode(text, type=list[str]))


def entries(record: SearchRecord, values: Mapping[str, set[str]], frequent: Collection[Entry]) -> set[Entry]:
    """Return the bitmaps of values that an order stands in."""
    found = {*few_values(record.group), *present_columns(record)}
    for name, some in values.items():
        found.update((name, value) for value in some if (name, value) in frequent)
        if not name.endswith(WORDS):
            found.add((PRESENT, name))
    return found


def present_columns(record: SearchRecord) -> Iterator[Entry]:
    """List the columns that have a value."""
    for name in NUMBERS:
        if getattr(record.columns, name) != NO_NUMBER:
            yield PRESENT, name
    yield PRESENT, "order_no"


def by_field(record: SearchRecord) -> dict[str, set[str]]:
    """Return the values that other orders may have too, by field."""
    found: dict[str, set[str]] = {}
    for name, value in values_of(record):
        found.setdefault(name, set()).add(value)
    return found


def numbers_of(
    record: SearchRecord, values: Mapping[str, set[str]], buckets: Mapping[str, Buckets]
) -> Iterator[tuple[str, int]]:
    """List the numbers whose digits have bitmaps, those of buckets and counts among them; nothing is nought."""
    for name in NUMBERS:
        number = getattr(record.columns, name)
        yield name, 0 if number == NO_NUMBER else number & _MASK
    for name in TEXTS:
        text = text_of(record, name)
        yield BUCKET + name, buckets[name].code(text) if text else 0
    for name in _ITEM_FIELDS:
        yield COUNT + name, len(values.get(name, ()))


def width_of(field: str) -> int:
    """Return how many digits the numbers of a field have."""
    return WIDTH if field in NUMBERS else COUNT_WIDTH if field.startswith(COUNT) else CODE_WIDTH


def digits_of(numbers: Mapping[int, int], width: int) -> list[int]:
    """Return for each binary digit, from the lowest, the set of the places whose number has it."""
    first, last = min(numbers), max(numbers)
    if last - first >= _SPARSE * len(numbers):
        found = [0] * width
        for place, number in numbers.items():
            for digit in range(number.bit_length()):
                found[digit] |= (number >> digit & 1) << place
        return found
    # Written side by side, the digits of equal worth are every so many signs apart.
    written = ["0" * width] * (last - first + 1)
    for place, number in numbers.items():
        written[last - place] = f"{number:0{width}b}"
    text = "".join(written)
    return [int(text[width - 1 - digit :: width], 2) << first for digit in range(width)]
