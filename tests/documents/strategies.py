"""Hypothesis strategies: any document of a class that a version can show, made from the property tables."""

import string
from datetime import datetime
from decimal import Decimal

from hypothesis import strategies as st

from counterfoil.documents.fields import wire_fields
from counterfoil.documents.properties import LATER_SPELLING

# What XML 1.0 can hold; the zero character and lone surrogates are refused in JSON as well.
CHARACTERS = st.characters(
    exclude_categories=["Cs", "Cc"], include_characters="\t\n\r", exclude_characters="\ufffe\uffff"
)
TEXT = st.text(CHARACTERS, max_size=8)
MONEY = st.decimals(min_value=-999, max_value=999, places=2)
CUSTOM_NAMES = st.text(string.ascii_letters + string.digits + "_.-", min_size=1, max_size=5).map("c_{}".format)
CUSTOM_SCALARS = st.one_of(TEXT, st.booleans(), st.integers(-(10**20), 10**20), MONEY)
CUSTOM_VALUES = st.one_of(CUSTOM_SCALARS, st.lists(CUSTOM_SCALARS, min_size=1, max_size=3))


@st.composite
def documents(draw, cls, version, depth=4):
    """A document with some of its properties, whose values survive the forms of the version."""
    fields = {
        field.attribute: field
        for _, field in wire_fields(cls, version)
        if not field.row.computed and (depth or not field.document)
    }
    mandatory = [name for name, field in fields.items() if field.row.mandatory]
    some = draw(st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=1, max_size=6)) if fields else []
    values = {name: draw(_value(fields[name], version, depth)) for name in dict.fromkeys(mandatory + some)}
    if cls.custom_attribute and draw(st.booleans()):
        values[cls.custom_attribute] = draw(st.dictionaries(CUSTOM_NAMES, CUSTOM_VALUES, max_size=2))
    return cls(**values)


def _value(field, version, depth):
    one = documents(field.document, version, depth - 1) if field.document else _scalar(field, version)
    if field.shape == "list":
        return st.lists(one, min_size=1, max_size=2)
    if field.shape == "map":
        return st.dictionaries(TEXT, one, min_size=1, max_size=2)
    return one


def _scalar(field, version):
    row = field.row
    if row.enum:
        return st.sampled_from(row.enum)
    by_kind = {
        "integer": st.integers(row.minimum or 0, row.maximum or 2**31 - 1),
        "boolean": st.booleans(),
        "money": _between(row, places=2),
        "number": _between(row, places=2),
        "any": CUSTOM_SCALARS,
        "rate": st.decimals(min_value=0, max_value=1, places=4),
        "quantity": st.integers(0, 99900).map(lambda hundredths: Decimal(hundredths) / 100),
        "datetime": st.datetimes(datetime(1000, 1, 1)).map(lambda instant: _instant(instant, version)),
        "date": st.dates().map(str),
        "email": st.sampled_from(["", "x@gmail.com", "ü@example.com"]),
        "string": st.text(CHARACTERS, min_size=row.min_length or 0, max_size=min(row.max_length or 8, 8)),
    }
    return by_kind[field.kind]


def _between(row, places):
    least = -999 if row.minimum is None else row.minimum
    return st.decimals(min_value=least, max_value=999 if row.maximum is None else row.maximum, places=places)


def _instant(instant, version):
    minutes = f"{instant:%Y-%m-%dT%H:%M}"
    return f"{minutes}:00.000Z" if version < LATER_SPELLING else f"{minutes}:{instant:%S.%f}"[:23] + "Z"


@st.composite
def selectors(draw, cls, version, depth=3):
    """A selector whose names are mostly those of a class, with places and filters now and then."""
    fields = dict(wire_fields(cls, version))
    names = st.one_of(
        st.sampled_from([*fields, "_type", "_resource_state", "_flash"]), st.sampled_from(["nothing", "c_a", "c_b"])
    )
    items = draw(st.lists(st.sampled_from(["**", "*", "-", "+", "", ""]), min_size=1, max_size=4))
    parts = []
    for item in items:
        if item.startswith("*"):
            parts.append(item)
            continue
        name = draw(names)
        field = fields.get(name)
        inner = field.document if field and depth else None
        index = draw(st.sampled_from(["", "", "", "[0]", "[0:1]", "[1,0]", "[?(@.item_id!=null)]"]))
        below = f".{draw(selectors(inner, version, depth - 1))}" if inner and draw(st.booleans()) else ""
        if name == "_flash":
            below = draw(st.sampled_from(["", ".(**)", ".(type)"]))
        parts.append(f"{item}{name}{index}{below}")
    return f"({','.join(parts)})"
