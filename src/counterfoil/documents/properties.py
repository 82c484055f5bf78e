"""What a property of a document is: its kind, its versions and constraints, beside its type.

Follows the documents page of the Shop API reference.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from msgspec import Struct

from counterfoil.versions import Version, parse_version

LATER_SPELLING = parse_version("15.6")
"""The first version with the later names, properties and number forms."""
TYPED = parse_version("16.1")
"""The first version that writes ``_type``, by default."""


class Kind(Struct, frozen=True):
    """How values of a type are written: ``name`` is the reference's word for it."""

    name: str


Money = Annotated[Decimal, Kind("money")]
Quantity = Annotated[Decimal, Kind("quantity")]
Rate = Annotated[Decimal, Kind("rate")]
Number = Annotated[Decimal, Kind("number")]
DateTime = Annotated[str, Kind("datetime")]
"""``yyyy-MM-dd'T'HH:mm:ss.SSS'Z'`` in memory and at rest; versions before 15.6 show minutes."""
Date = Annotated[str, Kind("date")]
Email = Annotated[str, Kind("email")]


class RenderContext(Struct, frozen=True):
    """What links are made of: the API's address for this call, and the query string the notes link copies."""

    base_url: str
    """Site and version included: ``https://host/s/RefArch/dw/shop/v23_1``."""
    query: str = ""
    typed_since: Version = TYPED
    """The first version that writes ``_type``."""


Computed = Callable[[Any, RenderContext], Any]
"""Makes a property's value from its document (of the class that names it) while it is rendered."""


class Property(Struct, frozen=True, kw_only=True):
    """Versions and constraints of a property; made by :func:`prop`."""

    since: Version | None = None
    until: Version | None = None
    mandatory: bool = False
    read_only: bool = False
    internal: bool = False
    null: bool = False
    min_length: int | None = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    setting: str | None = None
    enum: tuple[str | int, ...] = ()
    named_15: str | None = None
    computed: Computed | None = None


def prop(  # noqa: PLR0913 - a table row written as keywords
    *,
    since: str | None = None,
    until: str | None = None,
    mandatory: bool = False,
    read_only: bool = False,
    internal: bool = False,
    null: bool = False,
    min_length: int | None = None,
    max_length: int | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
    setting: str | None = None,
    enum: tuple[str | int, ...] = (),
    named_15: str | None = None,
    computed: Computed | None = None,
) -> Property:
    """Describe a property: ``since`` included, ``until`` excluded, both as ``"17.3"``.

    ``read_only``: set by the server, ignored in requests. ``internal``: kept with the document, never on
    the wire. ``null``: written as null while it has no value (left out before 15.6). ``named_15``: its wire
    name before 15.6. ``computed``: made while rendering; where it yields None the stored value is written.
    ``setting``: the maximum is what this setting is by default; the resource compares with the setting.
    """
    return Property(
        since=parse_version(since) if since else None,
        until=parse_version(until) if until else None,
        mandatory=mandatory,
        read_only=read_only,
        internal=internal,
        null=null,
        min_length=min_length,
        max_length=max_length,
        minimum=minimum,
        maximum=maximum,
        setting=setting,
        enum=enum,
        named_15=named_15,
        computed=computed,
    )


class Document(Struct, kw_only=True, omit_defaults=True):
    """A wire document: a property is an attribute, None is 'no value'."""

    properties_15: ClassVar[tuple[str, ...] | None] = None
    """Before 15.6: the wire names of the properties there are, in the order the page shows them."""
    declared_order: ClassVar[bool] = False
    """Written in the order of the class, where recorded answers do not sort by name."""
    secret: ClassVar[frozenset[str]] = frozenset()
    """Attributes that may never be stored, logged, shown or echoed: card numbers, passwords."""
    typed: ClassVar[bool] = True
    """Whether answers name the document's type; one that only holds another of several kinds has none."""
    custom_attribute: ClassVar[str | None] = None
    """The attribute that holds the custom attributes (``c_*``), where the document may have any."""

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Return what a log or a traceback may show: the values there are, without the secret ones."""
        values = [(name, getattr(self, name)) for name in self.__struct_fields__ if name not in self.secret]
        return [(name, value) for name, value in values if value is not None and value != {}]


class CustomDocument(Document):
    """A document that may carry custom attributes (``c_*``)."""

    custom_attribute: ClassVar[str | None] = "custom"

    custom: dict[str, Any] = {}
    """Custom attributes by wire name, ``c_`` included; values are whatever JSON holds."""
