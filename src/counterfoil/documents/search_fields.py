"""The fields that orders are searched by. Follows section 7.2 of the resource reference.

``place`` says where the index has a field. ``group``: it takes few values, and the orders that are alike in all such
fields are counted together. ``column``: beside the order, with an index of its own. ``term``: a row for each value.
``none``: this server never has a value for it.
"""

from typing import Literal, NamedTuple

Kind = Literal["string", "number", "date", "boolean"]
Place = Literal["group", "column", "term", "none"]


class SearchField(NamedTuple):
    """A field, its type, and where the index has it."""

    name: str
    kind: Kind
    place: Place
    column: str = ""
    """The column, or the name within a group or an element of its path."""
    path: str = ""
    """The collection whose elements have it."""

    @property
    def sortable(self) -> bool:
        """Say whether hits can be sorted by it: an order has one value at most."""
        return not self.path and not self.name.startswith("c_")


def _fields() -> dict[str, SearchField]:
    rows: list[SearchField] = []
    for name in ("channel_type", "confirmation_status", "created_by", "currency_code", "export_status"):
        rows.append(SearchField(name, "string", "group", name))
    for name in ("payment_status", "shipping_status", "status"):
        rows.append(SearchField(name, "string", "group", name))
    for name in (
        "customer_email",
        "customer_name",
        "customer_no",
        "external_order_status",
        "global_party_id",
        "order_no",
    ):
        rows.append(SearchField(name, "string", "column", name))
    rows += [
        SearchField("creation_date", "date", "column", "created"),
        SearchField("last_modified", "date", "column", "modified"),
        SearchField("total_gross_price", "number", "column", "gross"),
        SearchField("total_net_price", "number", "column", "net"),
    ]
    for path, column in (
        ("payment_instruments", "credit_card_type"),
        ("payment_instruments", "payment_method_id"),
        ("shipments", "shipping_method_id"),
    ):
        rows.append(SearchField(f"{path}.{column}", "string", "group", column, path))
    for path, column in (
        ("coupon_line_items", "coupon_code"),
        ("coupon_line_items", "coupon_id"),
        ("product_items", "product_id"),
    ):
        rows.append(SearchField(f"{path}.{column}", "string", "term", column, path))
    for name in (
        "affiliate_partner_i_d",
        "affiliate_partner_name",
        "business_type",
        "external_order_no",
        "original_order_no",
        "replaced_order_no",
        "replacement_order_no",
    ):
        rows.append(SearchField(name, "string", "none"))
    rows += [SearchField("export_after", "date", "none"), SearchField("order.has_holds", "boolean", "none")]
    for name in (
        "holds.type",
        "invoices.status",
        "order_items.status",
        "return_cases.return_case_number",
        "shipping_orders.shipping_order_number",
    ):
        path, _, column = name.partition(".")
        rows.append(SearchField(name, "string", "none", column, path))
    return {row.name: row for row in rows}


FIELDS = _fields()
LEADS = {"coupon_line_items": "coupon_code", "product_items": "product_id"}
"""The field that every element of a collection of items has."""
PATHS = frozenset(field.path for field in FIELDS.values() if field.path)
GROUP_FIELDS = tuple(field.column for field in FIELDS.values() if field.place == "group" and not field.path)
"""What orders of one group have in common, beside their payment instruments and shipments."""
CUSTOM_KINDS: dict[str, Kind] = {
    "string": "string",
    "text": "string",
    "email": "string",
    "enum-of-string": "string",
    "set-of-string": "string",
    "int": "number",
    "double": "number",
    "enum-of-int": "number",
    "set-of-int": "number",
    "set-of-double": "number",
    "boolean": "boolean",
    "date": "date",
    "datetime": "date",
}
"""The type that a custom attribute is searched as; one of another type cannot be."""


def custom_field(name: str, kind: Kind) -> SearchField:
    """Return the field of a custom attribute, such as ``c_color``."""
    return SearchField(name, kind, "term", name, "")
