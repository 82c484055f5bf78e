"""When a promotion runs and what it is shown with, whatever it asks for.

Follows the promotions section of the site archive reference.
"""

from collections.abc import Mapping
from datetime import UTC
from typing import NamedTuple

from counterfoil.commerce.promotions.schedule import schedule_of
from counterfoil.documents.promotion_data import Campaign, PromotionAssignment, PromotionData


class Period(NamedTuple):
    """From an instant up to another; None is open."""

    start: int | None
    end: int | None

    def overlaps(self, other: "Period") -> bool:
        """Say whether two periods share an instant."""
        return _before(self.start, other.end) and _before(other.start, self.end)


def is_offered(promotion: PromotionData) -> bool:
    """Say whether a promotion is shown at all: it is enabled and not archived."""
    return promotion.enabled_flag and not promotion.archived_flag


def periods(promotion: PromotionData, campaigns: Mapping[str, Campaign]) -> list[Period]:
    """Return when a promotion runs, for each campaign it is assigned to."""
    return [period_of(assignment, campaigns.get(assignment.campaign_id)) for assignment in promotion.assignments]


def period_of(assignment: PromotionAssignment, campaign: Campaign | None) -> Period:
    """Return when a promotion runs in a campaign: in its own part of the campaign's time."""
    if campaign is None:
        return Period(assignment.start_date, assignment.end_date)
    schedule = schedule_of(campaign, assignment, UTC)
    return Period(schedule.start, schedule.end)


def _before(start: int | None, end: int | None) -> bool:
    return start is None or end is None or start <= end
