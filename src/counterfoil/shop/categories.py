"""The categories of the site's catalog. Follows the categories resource of the Shop API reference."""

from counterfoil import faults
from counterfoil.commerce.categories import MOST_LEVELS, ROOT, CategoryTree
from counterfoil.commerce.texts import localised
from counterfoil.documents.catalog_data import Category as CategoryData
from counterfoil.documents.category import Category, CategoryResult, PathRecord
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.locale import requested_locale
from counterfoil.shop.parameters import check_id, ids, integer
from counterfoil.shop.product_images import image_link

_POINT = "dw.ocapi.shop.category."
_MOST_IDS = 50
_LONGEST_ID = 256


async def get_category(call: Call) -> Answer:
    """Return a category that is online, with as many levels below it as asked for.

    Faults: CATEGORY_NOT_FOUND, STRING_CONSTRAINT_VIOLATION, MALFORMED_PARAMETER, VALUE_CONSTRAINT_VIOLATION.
    """
    category_id = call.path["id"]
    check_id(category_id, "id", _LONGEST_ID)
    await call.before(_POINT + "beforeGET", category_id)
    found = await _documents(call, [category_id])
    if not found:
        raise faults.CATEGORY_NOT_FOUND(category_id=category_id)
    return await call.answer(found[0], _POINT + "modifyGETResponse")


async def get_categories(call: Call) -> Answer:
    """Return several categories without those that are not online; faults as get_category."""
    category_ids = ids(call, "ids", longest=_LONGEST_ID, most=_MOST_IDS)
    for category_id in category_ids:
        await call.before(_POINT + "beforeGET", category_id)
    found = await _documents(call, category_ids)
    result = CategoryResult(count=len(found), data=found, total=len(found))
    return await call.answer_many(result, found, _POINT + "modifyGETResponse")


async def _documents(call: Call, category_ids: list[str]) -> list[Category]:
    levels = min(integer(call, "levels", 1, least=0, most=None), MOST_LEVELS)
    locale = requested_locale(call)
    tree = await call.state.categories(call.site)
    known = [tree.online(category_id, call.now) for category_id in category_ids]
    return [category_document(call, tree, category, locale, levels) for category in known if category is not None]


def category_document(call: Call, tree: CategoryTree, category: CategoryData, locale: str, levels: int) -> Category:
    """Make the document of a category and of the levels below it."""
    return Category(
        id=category.category_id,
        name=localised(category.display_name, locale),
        description=localised(category.description, locale),
        image=image_link(call, category.image) if category.image else None,
        thumbnail=image_link(call, category.thumbnail) if category.thumbnail else None,
        page_title=localised(category.page_title, locale),
        page_description=localised(category.page_description, locale),
        page_keywords=localised(category.page_keywords, locale),
        parent_category_id=(category.parent or ROOT) if category.category_id != ROOT else None,
        parent_category_tree=[
            PathRecord(id=step.category_id, name=localised(step.display_name, locale))
            for step in tree.path(category.category_id)
        ],
        categories=[
            category_document(call, tree, child, locale, levels - 1)
            for child in (tree.online_children(category.category_id, call.now) if levels > 0 else ())
        ],
        custom={"c_" + name: value for name, value in category.custom_attributes.items()},
    )
