"""What a search offers to refine by: categories, prices, brands and attributes, with the hits of each value."""

from decimal import Decimal

from counterfoil.commerce.bits import bits_of, pack
from counterfoil.commerce.categories import ROOT, CategoryTree
from counterfoil.commerce.product_index import ProductIndex
from counterfoil.commerce.product_query import Found, Query
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import Category, RefinementDefinition
from counterfoil.documents.product_search import ProductSearchRefinement, ProductSearchRefinementValue
from counterfoil.shop.call import Call

MOST_VALUES = 100
"""Attributes with more values than this are not offered unless the catalog defines them; of those, the first ones."""
_LABELS = {"cgid": "Category", "price": "Price", "brand": "Brand", "htype": "Product Type"}
_STEPS = (0, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


async def refinements(call: Call, index: ProductIndex, found: Found, query: Query) -> list[ProductSearchRefinement]:
    """Return the refinements of the category searched, else of the catalog, else those that every search has."""
    tree = await call.state.categories(call.site)
    offered = []
    for definition in _definitions(tree, index, query):
        attribute = definition.attribute_id
        others = found.without(attribute)
        if attribute == "cgid":
            values = _categories(call, tree, index, others, query)
        elif attribute == "price":
            values = _prices(call, index, others, query)
        else:
            values = _values(index, others, attribute)
        label = localised(definition.display_name, query.locale) or _LABELS.get(attribute) or attribute
        offered.append(ProductSearchRefinement(attribute_id=attribute, label=label, values=values))
    return offered


def _definitions(tree: CategoryTree, index: ProductIndex, query: Query) -> list[RefinementDefinition]:
    """Return what the category searched defines, or the nearest one above it that defines anything."""
    chosen = query.refinements.get("cgid", ())
    path = tree.path(chosen[0]) if len(chosen) == 1 else []
    root = tree.categories.get(ROOT)
    for category in [*reversed(path), *([root] if root else [])]:
        if category.refinements:
            return category.refinements
    names = ["cgid", "price", "brand"]
    names += sorted(
        name for name, values in index.values.items() if name.startswith("c_") and len(values) <= MOST_VALUES
    )
    return [RefinementDefinition(attribute_id=name) for name in names]


def _values(index: ProductIndex, bits: int, attribute: str) -> list[ProductSearchRefinementValue]:
    packed = pack(bits)
    counted = [
        (value, numbers.common(bits, packed)) for value, numbers in sorted(index.values.get(attribute, {}).items())
    ]
    return [
        ProductSearchRefinementValue(value=value, label=value, hit_count=count) for value, count in counted if count
    ][:MOST_VALUES]


def _categories(
    call: Call, tree: CategoryTree, index: ProductIndex, bits: int, query: Query
) -> list[ProductSearchRefinementValue]:
    """Return the categories below the root that have hits, opened along the path of the one chosen."""
    packed = pack(bits)
    opened = {step.category_id for value in query.refinements.get("cgid", ()) for step in tree.path(value)}

    def below(category_id: str) -> list[ProductSearchRefinementValue]:
        made = [value_of(child) for child in tree.online_children(category_id, call.now)]
        return [value for value in made if value.hit_count]

    def value_of(category: Category) -> ProductSearchRefinementValue:
        name = category.category_id
        numbers = index.values.get("cgid", {}).get(name)
        return ProductSearchRefinementValue(
            value=name,
            label=localised(category.display_name, query.locale) or name,
            hit_count=numbers.common(bits, packed) if numbers is not None else 0,
            values=below(name) if name in opened else None,
        )

    return below(ROOT)


def _prices(call: Call, index: ProductIndex, bits: int, query: Query) -> list[ProductSearchRefinementValue]:
    """Return ranges of prices that have hits, each product in the range of its lowest price."""
    column = index.prices.get(query.currency)
    if column is None:
        return []
    digits = call.site.shop.digits(query.currency)
    unit = Decimal(1).scaleb(-digits)
    made = []
    for low, high in zip(_STEPS, [*_STEPS[1:], None], strict=True):
        units = (low * 10**digits, None if high is None else high * 10**digits)
        count = (bits_of(column.lowest_between(*units)) & bits).bit_count()
        if count:
            last = "" if high is None else f"{high - unit:f}"
            made.append(
                ProductSearchRefinementValue(
                    value=f"({low}..{'' if high is None else high})",
                    label=f"{query.currency} {Decimal(low).quantize(unit):f} - {last}".rstrip(" -"),
                    hit_count=count,
                )
            )
    return made
