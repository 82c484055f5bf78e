"""The address of an order or a basket.

Follows the documents page of the Shop API reference; the 15.2 order is that of the Orders page.
"""

from typing import Annotated, ClassVar

from counterfoil.documents.properties import CustomDocument, prop


class OrderAddress(CustomDocument):
    properties_15: ClassVar[tuple[str, ...] | None] = (
        "salutation",
        "title",
        "company_name",
        "first_name",
        "second_name",
        "last_name",
        "postal_code",
        "address1",
        "address2",
        "city",
        "post_box",
        "country_code",
        "state_code",
        "phone",
        "suffix",
    )

    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    company_name: str | None = None
    country_code: str | None = None
    first_name: str | None = None
    full_name: str | None = None
    id: Annotated[str | None, prop(read_only=True)] = None
    job_title: str | None = None
    last_name: str | None = None
    phone: str | None = None
    postal_code: str | None = None
    post_box: str | None = None
    salutation: str | None = None
    second_name: str | None = None
    state_code: str | None = None
    suffix: str | None = None
    suite: str | None = None
    title: str | None = None
