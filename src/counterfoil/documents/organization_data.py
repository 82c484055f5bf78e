"""Shop data beside products and sites: customer groups and lists, preferences of the organisation.

Follows the site archive format; names are its element names with underscores.
"""

from decimal import Decimal
from typing import Any

from msgspec import field

from counterfoil.documents.record import Record

_PROFILE = frozenset(
    "birthday company_name creation_date customer_no email enabled fax first_name gender job_title last_name login "
    "note phone_business phone_home phone_mobile preferred_locale registered salutation second_name suffix "
    "title".split()
)


class MembershipCondition(Record):
    """Compare one thing that is known of a customer; ``kind`` is the element that the values come from."""

    attribute_path: str
    operator: str
    kind: str = "string"
    values: list[str] = []

    @property
    def property_name(self) -> str | None:
        """Return the wire name of the property of the profile that the path names; None if it is not known here."""
        if not self.attribute_path.startswith("customer."):
            return None
        tail = self.attribute_path.removeprefix("customer.").removeprefix("profile.").removeprefix("credentials.")
        if tail.startswith("custom."):
            return "c_" + tail.removeprefix("custom.")
        name = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in tail).removesuffix("_flag")
        return name if name in _PROFILE else None


class MembershipConditions(Record):
    """Conditions all or any of which have to hold."""

    match_mode: str = "all"
    conditions: list[MembershipCondition] = []


class CustomerGroup(Record):
    """A customer group of a site; a dynamic one has a membership rule, a static one has assignments."""

    site_id: str
    group_id: str
    description: str | None = None
    dynamic: bool = False
    included: list[MembershipConditions] = []
    """Whoever fits one of these belongs to a dynamic group,"""
    excluded: list[MembershipConditions] = []
    """unless he fits one of these."""


class CustomerList(Record):
    """Settings of a customer list; lock-out times are minutes."""

    list_id: str
    description: str | None = None
    customerno_sequence_enabled: bool = False
    customer_lockout_enabled: bool | None = None
    max_failed_logins: int | None = None
    lockout_effective_period: int | None = None
    customer_login_attempt_reset_time: int | None = None
    min_password_length: int | None = None
    min_password_special_chars: int | None = None
    force_password_contains_alpha: bool | None = None
    force_password_contains_numeric: bool | None = None
    force_password_mixed_case: bool | None = None
    max_password_age: int | None = None
    max_password_reset_token_age: int | None = None


PERCENT = "percent"
"""The unit of limits that are no amount of money."""


class AdjustmentLimit(Record):
    """How much a role may take off: in percent, or in a currency; without sites, on all of them."""

    type: str
    unit: str
    amount: Decimal
    sites: list[str] = field(default_factory=list)


class RoleAdjustmentLimits(Record):
    """All limits of one role."""

    role_id: str
    limits: list[AdjustmentLimit] = field(default_factory=list)


class OrganizationPreferences(Record):
    """Preferences that hold for all sites."""

    preferences: dict[str, str] = field(default_factory=dict)
    custom_preferences: dict[str, Any] = field(default_factory=dict)
