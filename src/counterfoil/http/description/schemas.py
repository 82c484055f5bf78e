"""Schemas of documents as they are on the wire in a version. Follows the documents page of the Shop API reference."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from counterfoil.config import Settings
from counterfoil.documents.custom_types import CustomTypes
from counterfoil.documents.fields import Field, type_name, wire_fields
from counterfoil.documents.flash import Flash
from counterfoil.documents.properties import LATER_SPELLING, Document
from counterfoil.documents.xml import NAMESPACE
from counterfoil.http.description.custom import attributes_of, schema_of
from counterfoil.http.description.operations import Operation, answered, demanded
from counterfoil.http.description.reach import reach_of
from counterfoil.versions import Version

Schema = dict[str, Any]

FAULT = "Fault"
USUAL = Settings()
"""What is described where nobody says by what settings."""
_KINDS: dict[str, Schema] = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "money": {"type": "number"},
    "quantity": {"type": "number"},
    "rate": {"type": "number"},
    "number": {"type": "number"},
    "datetime": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "email": {"type": "string"},
    "any": {},
}
_CONSTRAINTS = (
    ("min_length", "minLength"),
    ("max_length", "maxLength"),
    ("minimum", "minimum"),
    ("maximum", "maximum"),
)


class Dialect(NamedTuple):
    """In what the two languages of schemas differ."""

    prefix: str
    """Where schemas are referred to."""
    patterns: bool
    """Whether names of properties may be given as patterns, and types as lists."""
    xml: bool
    """Whether the form in XML is described too."""


SWAGGER = Dialect("#/definitions/", patterns=False, xml=False)
OPENAPI = Dialect("#/components/schemas/", patterns=True, xml=True)
OPENAPI_OF_JSON = Dialect("#/components/schemas/", patterns=True, xml=False)


class Schemas:
    """The schemas of the document classes asked for, and of those inside them: as far as the operations reach.

    ``custom`` are the custom attributes that are listed one by one.
    """

    def __init__(
        self,
        version: Version,
        dialect: Dialect,
        found: Sequence[Operation],
        custom: CustomTypes | None = None,
        settings: Settings = USUAL,
    ) -> None:
        self.made: dict[str, Schema] = {}
        self._version = version
        self._dialect = dialect
        self._answered = frozenset(answered(found))
        """Classes that are whole answers, and so have an envelope."""
        self._demanded = frozenset(demanded(found))
        """Classes that are only taken, where all that is mandatory is demanded."""
        self._custom = custom or {}
        self._settings = settings
        self._reach = reach_of(found, version)
        self._names: dict[type[Document], str] = {}

    def of(self, cls: type[Document]) -> Schema:
        """Return a reference to a class's schema, which is made with the first one."""
        name = self._names.get(cls)
        if name is None:
            name = self._names[cls] = self._free_name(cls)
            self.made[name] = {}  # a class may be inside itself
            self.made[name] = self._schema(cls)
        return {"$ref": self._dialect.prefix + name}

    def fault(self) -> Schema:
        """Return a reference to the schema of a fault document."""
        text: Schema = {"type": "string"}
        fault = {
            "type": "object",
            "properties": {"type": text, "message": text, "arguments": {"type": "object"}},
            "required": ["type", "message"],
        }
        schema: Schema = {"type": "object", "properties": {"_v": text, "fault": fault}, "required": ["_v", "fault"]}
        self.made[FAULT] = schema | self._root("document")
        return {"$ref": self._dialect.prefix + FAULT}

    def several(self, cls: type[Document]) -> Schema:
        """Return the schema of an array of documents that is a whole body."""
        return {"type": "array", "items": self.of(cls), **self._root(f"{type_name(cls)}s", wrapped=True)}

    def _root(self, name: str, **more: bool) -> Schema:
        """Return how an element of XML is named that may be the outermost one."""
        return {"xml": {"name": name, "namespace": f"{NAMESPACE}{self._version}", **more}} if self._dialect.xml else {}

    def _list(self, one: Schema) -> Schema:
        """Return the schema of an array: in XML an element around those of its values."""
        if not self._dialect.xml:
            return {"type": "array", "items": one}
        items = one if "$ref" in one else one | {"xml": {"name": "value"}}
        return {"type": "array", "items": items, "xml": {"wrapped": True}}

    def _free_name(self, cls: type[Document]) -> str:
        taken = set(self._names.values())
        name, number = cls.__name__, 1
        while name in taken:  # two modules may have classes of one name
            number += 1
            name = f"{cls.__name__}{number}"
        return name

    def _schema(self, cls: type[Document]) -> Schema:
        properties = self._envelope(cls)
        reach, shown = self._reach, wire_fields(cls, self._version)
        rows = [(name, field) for name, field in shown if reach is None or reach.has(cls, name)]
        for name, field in rows:
            read_only = field.row.read_only or (reach is not None and reach.only_shows(cls, name))
            properties[name] = self._property(name, field, read_only=read_only)
        schema: Schema = {"type": "object", "properties": properties, **self._root(type_name(cls))}
        required = [name for name, field in rows if field.row.mandatory and not field.row.read_only]
        if required and cls in self._demanded:
            schema["required"] = required
        if cls.custom_attribute is None:
            schema["additionalProperties"] = False
            return schema
        properties |= self._custom_properties(cls)
        if self._dialect.patterns:
            schema |= {"patternProperties": {"^c_": {}}, "additionalProperties": False}
        else:
            schema["additionalProperties"] = reach is None or reach.has_any_custom(cls)
        return schema

    def _custom_properties(self, cls: type[Document]) -> dict[str, Schema]:
        """Return the custom attributes that are known by name: of the metadata, and of filters."""
        known, reach = attributes_of(cls, self._custom), self._reach
        names = set(known) if reach is None else {name for name in known if reach.has(cls, name)}
        unknown = set() if reach is None else reach.named_custom(cls) - set(known)
        properties: dict[str, Schema] = {name: {} for name in unknown}
        for name in names:
            only_shown = known[name].shown_only or (reach is not None and reach.only_shows(cls, name))
            properties[name] = schema_of(known[name]) | ({"readOnly": True} if only_shown else {})
        return dict(sorted(properties.items()))

    def _envelope(self, cls: type[Document]) -> Schema:
        """Return the properties around those of the class: any document has a type, an answer has more."""
        named: Schema = {"const": type_name(cls)} if self._dialect.patterns else {"enum": [type_name(cls)]}
        is_typed = cls.typed and self._version >= self._settings.typed_from
        typed: Schema = {"_type": {"type": "string", **named}} if is_typed else {}
        if cls not in self._answered:
            return typed
        flashes = self._list(self.of(Flash)) | {"readOnly": True}
        return {"_v": {"type": "string"}, **typed, "_resource_state": {"type": "string"}, "_flash": flashes}

    def _property(self, name: str, field: Field, *, read_only: bool) -> Schema:
        one = self._one(field)
        if field.shape == "list":
            one = self._list(one)
        elif field.shape == "map":
            one = {"type": "object", "additionalProperties": one}
        elif self._dialect.xml and field.document is not None and type_name(field.document) != name:
            one = {"allOf": [one], "xml": {"name": name}}  # else it had the name of its type
        if field.row.null and "type" in one and self._version >= LATER_SPELLING:
            one = one | ({"type": [one["type"], "null"]} if self._dialect.patterns else {"x-nullable": True})
        if read_only and "$ref" not in one:
            one = one | {"readOnly": True}
        elif read_only and not self._dialect.patterns:  # beside a reference nothing counts there
            one = {"allOf": [one], "readOnly": True}
        return one

    def _one(self, field: Field) -> Schema:
        if field.document is not None:
            return self.of(field.document)
        schema = dict(_KINDS[field.kind])
        if field.kind == "datetime" and self._version < LATER_SPELLING:
            schema.pop("format")  # without seconds it is not the format's
        for ours, theirs in _CONSTRAINTS:
            if (limit := getattr(field.row, ours)) is not None:
                schema[theirs] = limit
        if field.row.setting is not None:
            schema["maximum"] = getattr(self._settings, field.row.setting)
        if field.row.enum:
            schema["enum"] = list(field.row.enum)
        return schema
