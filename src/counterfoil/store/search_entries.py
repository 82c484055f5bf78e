"""The bitmaps an order stands in: one for each value that many orders have, and one for each binary digit of a number.

A text is there by the number of its bucket, which sorts as the text does: a range of texts is one of these numbers, and
a look at the two buckets at its ends.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
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
_NUMBER_FIELDS = (*NUMBERS, *(BUCKET + name for name in TEXTS), *(COUNT + name for name in _ITEM_FIELDS))
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

    def with_more(self, rows: Iterable[tuple[int, str]]) -> "Buckets":
        """Return these buckets and others, or the same again."""
        return Buckets(sorted({*zip(self.codes, self.lows, strict=True), *rows}))

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


class Standing:
    """What some orders stand in: the places of the orders by each value, by each field, and by each number."""

    def __init__(self, buckets: Mapping[str, Buckets]) -> None:
        self.orders = 0
        self.order_nos: list[str] = []
        self.values: dict[Entry, list[int]] = defaultdict(list)
        """By the values that other orders may have too."""
        self.numbers: dict[str, dict[int, int]] = {name: {} for name in _NUMBER_FIELDS}
        """The numbers whose digits have bitmaps, those of buckets and counts among them; nought is left out."""
        self._buckets = buckets
        self._groups: dict[Group, list[int]] = defaultdict(list)
        self._present: dict[str, list[int]] = defaultdict(list)

    def add(self, place: int, record: SearchRecord) -> None:
        """Add an order."""
        self.orders += 1
        self.order_nos.append(record.order_no)
        self._groups[record.group].append(place)
        present, numbers = self._present, self.numbers
        for name in NUMBERS:
            if (number := getattr(record.columns, name)) != NO_NUMBER:
                present[name].append(place)
                if number:
                    numbers[name][place] = number & _MASK
        for name in TEXTS:
            if text := text_of(record, name):
                present[name].append(place)
                if code := self._buckets[name].code(text):
                    numbers[BUCKET + name][place] = code
                if name != "order_no":
                    self.values[name, text].append(place)
        self._add_terms(place, record.terms)

    def _add_terms(self, place: int, terms: Sequence[Term]) -> None:
        # A value comes twice if its elements differ in their other value, then one behind the other.
        for field, value, _ in terms:
            if not value:
                continue
            places = self.values[field, value]
            if places and places[-1] == place:
                continue
            places.append(place)
            if field.endswith(WORDS):
                continue
            present = self._present[field]
            if not present or present[-1] != place:
                present.append(place)
            if field in _ITEM_FIELDS:
                counts = self.numbers[COUNT + field]
                counts[place] = counts.get(place, 0) + 1

    def entries(self, frequent: Collection[Entry]) -> dict[Entry, list[int]]:
        """Return the places by each bitmap of a value that the orders stand in."""
        found: dict[Entry, list[int]] = defaultdict(list)
        for group, places in self._groups.items():
            for entry in few_values(group):
                found[entry] += places
        for name, places in self._present.items():
            found[PRESENT, name] = places
        for entry, places in self.values.items():
            if entry in frequent:
                found[entry] = places
        return found


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
