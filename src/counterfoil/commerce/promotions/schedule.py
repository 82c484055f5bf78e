"""When a promotion is in force: the dates of its campaign, its own, and what recurs of them."""

from datetime import datetime, tzinfo
from typing import NamedTuple

from counterfoil.documents.promotion_data import Campaign, PromotionAssignment

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Schedule(NamedTuple):
    """The time in which a promotion is in force."""

    start: int | None
    end: int | None
    weekdays: frozenset[str]
    time_from: str | None
    time_to: str | None
    zone: tzinfo

    @property
    def always(self) -> bool:
        """Say whether there is no instant outside."""
        return self.start is None and self.end is None and not (self.weekdays or self.time_from or self.time_to)

    def refusal(self, now: int) -> str | None:
        """Say why an instant is outside, or nothing."""
        if self.start is not None and now < self.start:
            return "it has not begun"
        if self.end is not None and now >= self.end:
            return "it has ended"
        if not (self.weekdays or self.time_from or self.time_to):
            return None
        local = datetime.fromtimestamp(now / 1000, self.zone)
        if self.weekdays and _DAYS[local.weekday()] not in self.weekdays:
            return "it is not in force on this day of the week"
        return None if self._holds_at(local.strftime("%H:%M:%S")) else "it is not in force at this time of the day"

    def _holds_at(self, time: str) -> bool:
        """Compare a time of day; one that ends before it begins goes over midnight."""
        start, end = self.time_from or "00:00:00", self.time_to or "24:00:00"
        return start <= time < end if start <= end else time >= start or time < end


def schedule_of(campaign: Campaign, assignment: PromotionAssignment, zone: tzinfo) -> Schedule:
    """Put the dates of a campaign and of an assignment together: both must hold."""
    starts = [date for date in (campaign.start_date, assignment.start_date) if date is not None]
    ends = [date for date in (campaign.end_date, assignment.end_date) if date is not None]
    recurrence = assignment.recurrence
    return Schedule(
        start=max(starts, default=None),
        end=min(ends, default=None),
        weekdays=frozenset(recurrence.weekdays if recurrence else ()),
        time_from=recurrence.time_from if recurrence else None,
        time_to=recurrence.time_to if recurrence else None,
        zone=zone,
    )
