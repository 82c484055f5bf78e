"""Explanations of faults of documents and parameters: the property meant, what it may hold, in which versions it is.

Follows sections 9 and 13 of the platform reference and the documents page of the resource reference.
"""

import re
from collections.abc import Callable
from functools import cache

from counterfoil.documents.custom_types import PREFIX
from counterfoil.documents.fields import Field, fields_of, type_name, wire_fields
from counterfoil.documents.properties import Document
from counterfoil.http.explanations.asked import Asked, Explain, NotKnownError
from counterfoil.http.explanations.custom_attributes import nearest_attribute
from counterfoil.http.explanations.near import choices, listed, quoted
from counterfoil.versions import Version

_INDEX = re.compile(r"\[[^\]]*\]")
_PARAMETERS = {
    "string": "text",
    "integer": "1",
    "number": "1.5",
    "boolean": "true",
    "datetime": "2026-01-31T12:00:00.000Z",
    "list": "first,second",
}
_EXAMPLES = {
    "string": '"text"',
    "email": '"ada@example.com"',
    "integer": "1",
    "boolean": "true",
    "money": "12.50",
    "quantity": "1",
    "rate": "0.0725",
    "number": "1.5",
    "date": '"2026-01-31"',
    "datetime": '"2026-01-31T12:00:00.000Z"',
}


async def _unknown_property(asked: Asked) -> str:
    name, version = asked.text("property"), asked.exchange.version
    if name.startswith(PREFIX):
        return await nearest_attribute(asked)
    classes = _classes(_sent(asked))
    own = [cls for cls in classes if type_name(cls) == asked.text("document")]
    for cls in own:
        for field in fields_of(cls):
            if not field.row.internal and name in (field.name, field.name_15):
                return f"The property is there {_interval(field)}; this request is of {version}."
    if own:
        near = choices(name, _names(own[0], version), f"properties of {type_name(own[0])}")
        if near.startswith("Nearest"):
            return near
    others = [type_name(cls) for cls in classes if name in _names(cls, version)]
    return f"It is a property of {listed(others)}." if others else ""


def _enumeration(asked: Asked) -> str:
    """List the values of the enumerations of the document; which property was meant, the fault does not say."""
    cls = _named(asked)
    fields = [field for field in fields_of(cls) if field.row.enum and not field.row.internal]
    if len(fields) == 1:
        values = [str(value) for value in fields[0].row.enum]
        return choices(asked.text("enum_value"), values, f"values of {fields[0].name}")
    return " ".join(f"Values of {field.name}: {listed(field.row.enum)}." for field in fields)


def _constraints(asked: Asked) -> str:
    """Say what the property at the path has to be."""
    field = _at(asked.text("path"), _classes(_sent(asked)), asked.text("document"))
    if field is None:
        raise NotKnownError
    row = field.row
    facts = [f"is of type {_kind(field)}"]
    facts += ["is mandatory"] if row.mandatory else []
    if row.min_length is not None or row.max_length is not None:
        facts.append(f"has {_range(row.min_length, row.max_length)} characters")
    if row.minimum is not None or row.maximum is not None:
        facts.append(f"is {_range(row.minimum, row.maximum)}")
    facts += [f"is one of {listed(row.enum)}"] if row.enum else []
    return f"'{field.name}' {', '.join(facts)}."


def _type(asked: Asked) -> str:
    field = _at(asked.text("path"), _classes(_sent(asked)), "")
    if field is None:
        raise NotKnownError
    example = _EXAMPLES.get(field.kind, "{...}")
    shown = f"[{example}]" if field.shape == "list" else f'{{"name": {example}}}' if field.shape == "map" else example
    return f'Such as "{field.name}": {shown}.'


def _version(asked: Asked) -> str:
    return f"The URL is of {asked.exchange.version}."


def _locale(asked: Asked) -> str:
    """List the locales of the site, as they are written in requests."""
    site = asked.site
    known = dict.fromkeys([site.shop.locale, *site.data.listed("SiteLocales"), "default"])
    return choices(asked.text("locale"), [name.replace("_", "-") for name in known], "locales of the site")


def _currency(asked: Asked) -> str:
    given = asked.text("currency") or asked.text("currency_id")
    return choices(given, asked.site.shop.currencies, "currencies of the site")


def _known(argument: str, what: str) -> Callable[[Asked], str]:
    """Explain by the values that the fault brings along."""

    def explain(asked: Asked) -> str:
        known = asked.argument("_known")
        if known is None:
            return ""
        return choices(asked.text(argument), known, what) if known else f"There are no {what}."

    return explain


def _sent(asked: Asked) -> type[Document]:
    """Return the class of the document that was sent; NotKnownError where none is."""
    row = asked.exchange.route
    if row is None or row.request is None:
        raise NotKnownError
    return row.request


def _named(asked: Asked) -> type[Document]:
    """Return the class the fault names."""
    return next(cls for cls in (*_classes(_sent(asked)), None) if cls is None or _is(cls, asked)) or _missing()


def _is(cls: type[Document], asked: Asked) -> bool:
    return type_name(cls) == asked.text("document")


def _missing() -> type[Document]:
    raise NotKnownError


@cache
def _classes(root: type[Document]) -> tuple[type[Document], ...]:
    """Return a class and those of the documents within, the outer ones first."""
    found, waiting = [root], [root]
    while waiting:
        for field in fields_of(waiting.pop(0)):
            if field.document is not None and field.document not in found and not field.row.read_only:
                found.append(field.document)
                waiting.append(field.document)
    return tuple(found)


def _names(cls: type[Document], version: Version) -> list[str]:
    """Return the properties that requests may set."""
    return [name for name, field in wire_fields(cls, version) if not field.row.read_only]


def _at(path: str, classes: tuple[type[Document], ...], document: str) -> Field | None:
    """Return the property at the end of a path, which begins at the document sent or at the one named."""
    steps = [step for step in _INDEX.sub("", path).removeprefix("$").split(".") if step]
    starts = [classes[0], *(cls for cls in classes if type_name(cls) == document)]
    for start in starts:
        cls: type[Document] | None = start
        found: Field | None = None
        for step in steps:
            fields = fields_of(cls) if cls is not None else ()
            found = next((field for field in fields if step in (field.name, field.name_15)), None)
            cls = found.document if found is not None else None
        if found is not None and not found.row.internal:
            return found
    return None


def _kind(field: Field) -> str:
    name = type_name(field.document) if field.document else field.kind
    return f"list of {name}" if field.shape == "list" else f"map of {name}" if field.shape == "map" else name


def _interval(field: Field) -> str:
    since, until = field.row.since, field.row.until
    if since and until:
        return f"from {since} until before {until}"
    if since or until:
        return f"from {since}" if since else f"until before {until}"
    return f"by the name '{field.name}' from 15.6, '{field.name_15}' before, where the version has it"


def _range(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"{least} to {most}"
    return f"at least {least}" if most is None else f"at most {most}"


def _parameter(asked: Asked) -> str:
    """Say what the resource takes for the parameter meant."""
    route, name = asked.exchange.route, asked.text("parameter")
    row = next((each for each in route.query if each.name == name), None) if route is not None else None
    if asked.argument("_known") is not None or row is None:
        return _known("value", "values of the parameter")(asked)
    bounds = f", {_range(row.minimum, row.maximum)}" if row.minimum is not None or row.maximum is not None else ""
    values = f", one of {listed(row.enum)}" if row.enum else ""
    return f"'{name}' is {row.summary}: {row.kind}{bounds}{values}, such as {name}={_PARAMETERS[row.kind]}."


def _text_parameter(asked: Asked) -> str:
    return f"Expected of {quoted(asked.text('parameter'))} is {quoted(asked.text('expected'))}."


EXPLANATIONS: dict[str, Explain] = {
    "UNKNOWN_PROPERTY": _unknown_property,
    "ENUM_CONSTRAINT_VIOLATION": _enumeration,
    "PROPERTY_CONSTRAINT_VIOLATION": _constraints,
    "TYPE_DECODING": _type,
    "UNEXPECTED_VERSION": _version,
    "MALFORMED_LOCALE": _locale,
    "UNKNOWN_LOCALE": _locale,
    "UNSUPPORTED_LOCALE": _locale,
    "UNSUPPORTED_CURRENCY": _currency,
    "CURRENCY_NOT_FOUND": _currency,
    "INVALID_EXPAND_PARAMETER": _known("expand_value", "expansions of this resource"),
    "INVALID_EXPAND_VALUE": _known("expand_value", "expansions of this resource"),
    "MALFORMED_PARAMETER": _parameter,
    "MISSING_PARAMETER": _parameter,
    "ILLEGAL_ENUMERATION_VALUE": _known("value", "values"),
    "VALUE_CONSTRAINT_VIOLATION": _text_parameter,
    "STRING_CONSTRAINT_VIOLATION": _text_parameter,
}
