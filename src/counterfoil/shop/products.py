"""The products resource as checkout clients use it. Follows section 8 of the resource reference."""

from counterfoil import faults
from counterfoil.documents.product import Product, ProductResult
from counterfoil.documents.shop_data import ProductView
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.product_documents import product_document, related_ids, stock_records

EXPANSIONS = (
    "availability",
    "bundled_products",
    "images",
    "links",
    "options",
    "prices",
    "promotions",
    "recommendations",
    "set_products",
    "variations",
)
_POINT = "dw.ocapi.shop.product."
_MOST_IDS = 24
_LONGEST_ID = 100


async def get_product(call: Call) -> Answer:
    """Return a product; faults PRODUCT_NOT_FOUND, INVALID_EXPAND_VALUE, STRING_CONSTRAINT_VIOLATION."""
    product_id = call.path["id"]
    _check_id(product_id)
    await call.before(_POINT + "beforeGET", product_id)
    expand = _expand(call)
    found = await _documents(call, [product_id], expand)
    if not found:
        raise faults.PRODUCT_NOT_FOUND(product_id=product_id)
    return await call.answer(found[0], _POINT + "modifyGETResponse")


async def get_products(call: Call) -> Answer:
    """Return several products without those that do not exist; faults as get_product, VALUE_CONSTRAINT_VIOLATION."""
    product_ids = list(dict.fromkeys(part.strip() for part in call.path["ids"].split(",") if part.strip()))
    if len(product_ids) > _MOST_IDS:
        raise faults.VALUE_CONSTRAINT_VIOLATION(parameter="id", expected=f"at most {_MOST_IDS} ids")
    for product_id in product_ids:
        _check_id(product_id)
    expand = _expand(call)
    found = await _documents(call, product_ids, expand)
    return await call.answer(ProductResult(count=len(found), data=found, total=len(found)))


def _check_id(product_id: str) -> None:
    if not 1 <= len(product_id) <= _LONGEST_ID:
        raise faults.STRING_CONSTRAINT_VIOLATION(parameter="id", expected=f"1 to {_LONGEST_ID} characters")


def _expand(call: Call) -> frozenset[str]:
    values = [part.strip() for part in call.query.get("expand", "").split(",") if part.strip()]
    for value in values:
        if value not in EXPANSIONS:
            raise faults.INVALID_EXPAND_VALUE(expand_value=value[:100])
    return frozenset(values)


async def _documents(call: Call, product_ids: list[str], expand: frozenset[str]) -> list[Product]:
    """Make the documents of the products the site shows, with what their expansions name read beside them."""
    currency = call.query.get("currency") or call.site.shop.currency
    if currency not in call.site.shop.currencies:
        raise faults.UNSUPPORTED_CURRENCY(currency=currency[:20])
    await call.load_products(product_ids)
    views: list[ProductView] = [call.products[name] for name in product_ids if name in call.products]
    await call.load_products(related_ids(views, expand))
    stock = await stock_records(call, views, expand)
    documents = [product_document(call, view, expand, currency, stock) for view in views]
    return [document for document in documents if document is not None]
