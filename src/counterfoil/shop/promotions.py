"""Promotions by id and by campaign. Follows section 8 of the resource reference."""

from urllib.parse import quote

from counterfoil import faults
from counterfoil.commerce.promotion_schedule import Period, is_offered, period_of, periods
from counterfoil.commerce.texts import localised
from counterfoil.documents.promotion import Promotion, PromotionResult
from counterfoil.documents.promotion_data import PromotionData
from counterfoil.shop.call import Answer, Call
from counterfoil.shop.locale import requested_currency, requested_locale
from counterfoil.shop.parameters import check_id, ids, instant
from counterfoil.shop.product_images import image_link
from counterfoil.timestamps import date_time

_ONE, _MANY = "dw.ocapi.shop.promotion.", "dw.ocapi.shop.promotions."
_LONGEST_ID = 256
_MOST_IDS = 50


async def get_promotion(call: Call) -> Answer:
    """Return a promotion that is enabled; faults PROMOTION_NOT_FOUND, STRING_CONSTRAINT_VIOLATION."""
    promotion_id = call.path["id"]
    check_id(promotion_id, "id", _LONGEST_ID)
    await call.before(_ONE + "beforeGET", promotion_id)
    locale = requested_locale(call)
    promotion = call.site.shop.promotions.get(promotion_id)
    if promotion is None or not is_offered(promotion):
        raise faults.PROMOTION_NOT_FOUND(promotion_id=promotion_id)
    return await call.answer(_document(call, promotion, locale), _ONE + "modifyGETResponse")


async def get_promotions(call: Call) -> Answer:
    """Return several promotions without those that are not enabled; faults as get_promotion."""
    promotion_ids = ids(call, "ids", longest=_LONGEST_ID, most=_MOST_IDS)
    await call.before(_MANY + "beforeGET", ",".join(promotion_ids))
    locale = requested_locale(call)
    known = [call.site.shop.promotions.get(name) for name in promotion_ids]
    return await _answer(call, [one for one in known if one is not None and is_offered(one)], locale)


async def find_promotions(call: Call) -> Answer:
    """Return the enabled promotions of a campaign, of a time and a currency if asked for.

    Faults: MISSING_PARAMETER, STRING_CONSTRAINT_VIOLATION, MALFORMED_PARAMETER, START_AFTER_END, UNSUPPORTED_CURRENCY.
    """
    campaign_id = call.query.get("campaign_id", "")
    if not campaign_id:
        raise faults.MISSING_PARAMETER(parameter="campaign_id")
    check_id(campaign_id, "campaign_id", _LONGEST_ID)
    wanted = _wanted_period(call)
    currency = requested_currency(call) if call.query.get("currency") else None
    await call.before(_MANY + "beforeGET", "")
    locale = requested_locale(call)
    campaign = call.site.shop.campaigns.get(campaign_id)
    found = [
        promotion
        for promotion in call.site.shop.promotions.values()
        if is_offered(promotion)
        and (currency is None or promotion.currency in (None, currency))
        and any(
            assignment.campaign_id == campaign_id and period_of(assignment, campaign).overlaps(wanted)
            for assignment in promotion.assignments
        )
    ]
    return await _answer(call, found, locale)


def _wanted_period(call: Call) -> Period:
    start, end = instant(call, "start_date"), instant(call, "end_date")
    if (start is None) != (end is None):
        raise faults.MISSING_PARAMETER(parameter="start_date" if start is None else "end_date")
    if start is not None and end is not None and start > end:
        raise faults.START_AFTER_END(
            document="promotion_result", start_date=call.query["start_date"], end_date=call.query["end_date"]
        )
    return Period(start, end)


async def _answer(call: Call, found: list[PromotionData], locale: str) -> Answer:
    documents = [_document(call, promotion, locale) for promotion in found]
    result = PromotionResult(count=len(documents), data=documents, total=len(documents))
    return await call.answer(result, _MANY + "modifyGETResponse")


def _document(call: Call, promotion: PromotionData, locale: str) -> Promotion:
    period = next(iter(periods(promotion, call.site.shop.campaigns)), Period(None, None))
    image = localised(promotion.image, locale)
    of_products = promotion.rule is not None and promotion.rule.promotion_class == "product"
    name = quote(promotion.promotion_id, safe="")
    return Promotion(
        id=promotion.promotion_id,
        name=localised(promotion.name, locale),
        callout_msg=localised(promotion.callout_msg, locale),
        details=localised(promotion.details, locale),
        image=image_link(call, image) if image else None,
        currency=promotion.currency,
        start_date=date_time(period.start) if period.start is not None else None,
        end_date=date_time(period.end) if period.end is not None else None,
        discounted_products_link=f"{call.base_url}/product_search?refine=pmid%3D{name}" if of_products else None,
        custom={"c_" + key: value for key, value in promotion.custom_attributes.items()},
    )
