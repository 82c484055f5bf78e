"""Promotions, and the links to them that other documents carry.

Follows the documents page of the Shop API reference.
"""

from typing import Annotated, Protocol
from urllib.parse import quote

from counterfoil.documents.properties import CustomDocument, DateTime, Document, RenderContext, prop


class _NamesPromotion(Protocol):
    promotion_id: str | None


def promotion_url(document: _NamesPromotion, context: RenderContext) -> str | None:
    """Return the address of the promotion a document names."""
    if document.promotion_id is None:
        return None
    return f"{context.base_url}/promotions/{quote(document.promotion_id, safe='')}"


class Promotion(CustomDocument):
    callout_msg: str | None = None
    currency: str | None = None
    details: str | None = None
    discounted_products_link: str | None = None
    end_date: DateTime | None = None
    id: str | None = None
    image: str | None = None
    name: str | None = None
    start_date: DateTime | None = None


class PromotionLink(Document):
    callout_msg: str | None = None
    link: Annotated[str | None, prop(computed=promotion_url)] = None
    name: str | None = None
    promotion_id: str | None = None
    title: str | None = None


class PromotionResult(Document):
    count: int | None = None
    data: list[Promotion] | None = None
    total: int | None = None
