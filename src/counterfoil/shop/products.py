"""Products, whole or by part. Follows section 8 of the resource reference."""

from counterfoil import faults
from counterfoil.documents.product import Product, ProductResult
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.parameters import check_id, expansions, ids
from counterfoil.shop.product_documents import is_shown, product_document, related_ids
from counterfoil.shop.product_stock import read_stock
from counterfoil.shop.product_wishes import EXPANSIONS, Wishes, read_wishes

_POINT = "dw.ocapi.shop.product."
_MOST_IDS = 24
_LONGEST_ID = 100


async def get_product(call: Call) -> Answer:
    """Return a product; faults PRODUCT_NOT_FOUND, INVALID_EXPAND_VALUE, STRING_CONSTRAINT_VIOLATION."""
    return await _answer_product(call, expansions(call, EXPANSIONS))


async def get_products(call: Call) -> Answer:
    """Return several products without those that do not exist; faults as get_product, VALUE_CONSTRAINT_VIOLATION."""
    product_ids = ids(call, "ids", longest=_LONGEST_ID, most=_MOST_IDS)
    expand = expansions(call, EXPANSIONS)
    for product_id in product_ids:
        await call.before(_POINT + "beforeGET", product_id)
    found = await _documents(call, product_ids, await read_wishes(call, expand))
    result = ProductResult(count=len(found), data=found, total=len(found))
    return await call.answer_many(result, found, _POINT + "modifyGETResponse")


async def get_availability(call: Call) -> Answer:
    """Return a product with its stock; faults as get_product."""
    return await _answer_product(call, frozenset({"availability"}))


async def get_prices(call: Call) -> Answer:
    """Return a product with its prices; faults as get_product."""
    return await _answer_product(call, frozenset({"prices"}))


async def get_images(call: Call) -> Answer:
    """Return a product with its images; faults as get_product."""
    return await _answer_product(call, frozenset({"images"}))


async def get_options(call: Call) -> Answer:
    """Return a product with its options; faults as get_product."""
    return await _answer_product(call, frozenset({"options"}))


async def get_variations(call: Call) -> Answer:
    """Return a product with its variants and variation attributes; faults as get_product."""
    return await _answer_product(call, frozenset({"variations"}))


async def get_bundled_products(call: Call) -> Answer:
    """Return a bundle with its parts; faults as get_product."""
    return await _answer_product(call, frozenset({"bundled_products"}))


async def get_set_products(call: Call) -> Answer:
    """Return a set with its members; faults as get_product."""
    return await _answer_product(call, frozenset({"set_products"}))


async def get_links(call: Call) -> Answer:
    """Return a product with its links; faults as get_product, INVALID_PRODUCT_LINK_TYPE and …_DIRECTION."""
    return await _answer_product(call, frozenset({"links"}))


async def get_recommendations(call: Call) -> Answer:
    """Return a product with what is recommended beside it; faults as get_product."""
    return await _answer_product(call, frozenset({"recommendations"}))


async def get_product_promotions(call: Call) -> Answer:
    """Return a product with its promotions; faults as get_product."""
    return await _answer_product(call, frozenset({"promotions"}))


async def _answer_product(call: Call, expand: frozenset[str]) -> Answer:
    product_id = call.path["id"]
    check_id(product_id, "id", _LONGEST_ID)
    await call.before(_POINT + "beforeGET", product_id)
    found = await _documents(call, [product_id], await read_wishes(call, expand))
    if not found:
        raise faults.PRODUCT_NOT_FOUND(product_id=product_id)
    return await call.answer(found[0], _POINT + "modifyGETResponse")


async def _documents(call: Call, product_ids: list[str], wishes: Wishes) -> list[Product]:
    """Make the documents of the products the site shows, with what their expansions name read beside them."""
    await call.load_products(product_ids)
    views = [call.products[name] for name in product_ids if name in call.products]
    views = [view for view in views if is_shown(call, view)]
    await call.load_products(related_ids(views, wishes))
    stock = await read_stock(call, views, wishes)
    return [product_document(call, view, wishes, stock) for view in views]
