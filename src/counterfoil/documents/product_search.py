"""The answer of a product search: hits, refinements with their counts, sorting options.

Follows the published ProductSearchResult document of the Shop API.
"""

from typing import Annotated
from urllib.parse import quote

from counterfoil.documents.product import Image, ProductType, VariationAttribute, product_url
from counterfoil.documents.properties import CustomDocument, Document, Money, RenderContext, prop


def _reference_url(reference: "ProductRef", context: RenderContext) -> str | None:
    return f"{context.base_url}/products/{quote(reference.id, safe='')}" if reference.id else None


class ProductRef(CustomDocument):
    id: str | None = None
    link: Annotated[str | None, prop(computed=_reference_url)] = None


class ProductSearchHit(CustomDocument):
    currency: str | None = None
    hit_type: Annotated[str | None, prop(since="18.1")] = None
    image: Image | None = None
    link: Annotated[str | None, prop(computed=product_url)] = None
    orderable: bool | None = None
    price: Money | None = None
    price_max: Money | None = None
    prices: Annotated[dict[str, Money] | None, prop(since="18.1")] = None
    product_id: str | None = None
    product_name: str | None = None
    product_type: Annotated[ProductType | None, prop(since="18.1")] = None
    represented_product: Annotated[ProductRef | None, prop(since="18.1")] = None
    represented_products: Annotated[list[ProductRef] | None, prop(since="18.1")] = None
    variation_attributes: list[VariationAttribute] | None = None


class ProductSearchRefinementValue(CustomDocument):
    description: str | None = None
    hit_count: int | None = None
    label: str | None = None
    presentation_id: str | None = None
    value: str | None = None
    values: list["ProductSearchRefinementValue"] | None = None


class ProductSearchRefinement(CustomDocument):
    attribute_id: Annotated[str | None, prop(mandatory=True)] = None
    label: str | None = None
    values: list[ProductSearchRefinementValue] | None = None


class ProductSearchSortingOption(CustomDocument):
    id: Annotated[str | None, prop(mandatory=True)] = None
    label: str | None = None


class SuggestedPhrase(Document):
    exact_match: bool | None = None
    phrase: str | None = None


class SuggestedTerm(Document):
    completed: bool | None = None
    corrected: bool | None = None
    exact_match: bool | None = None
    value: str | None = None


class SuggestedTerms(Document):
    original_term: str | None = None
    terms: list[SuggestedTerm] | None = None


class Suggestion(CustomDocument):
    suggested_phrases: list[SuggestedPhrase] | None = None
    suggested_terms: list[SuggestedTerms] | None = None


class ProductSearchResult(CustomDocument):
    count: int | None = None
    hits: list[ProductSearchHit] | None = None
    next: str | None = None
    previous: str | None = None
    query: str | None = None
    refinements: list[ProductSearchRefinement] | None = None
    search_phrase_suggestions: Suggestion | None = None
    selected_refinements: dict[str, str] | None = None
    selected_sorting_option: str | None = None
    sorting_options: list[ProductSearchSortingOption] | None = None
    start: int | None = None
    total: int | None = None
