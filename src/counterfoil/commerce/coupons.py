"""Coupons by id and by code.

Follows the section on coupons of the site archive reference.
"""

from collections.abc import Iterable, Mapping

from counterfoil.documents.promotion_data import CouponData


class Coupons:
    """A site's coupons; the codes of those that have many are rows of the store, asked for by what was typed."""

    def __init__(self, coupons: Iterable[CouponData] = ()) -> None:
        self.by_id = {coupon.coupon_id: coupon for coupon in coupons}
        self.has_many_codes = any(coupon.kind != "single-code" for coupon in self.by_id.values())
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for coupon in self.by_id.values():
            if coupon.single_code is not None:
                codes = self._folded if coupon.case_insensitive else self._exact
                code = coupon.single_code.casefold() if coupon.case_insensitive else coupon.single_code
                codes.setdefault(code, coupon.coupon_id)

    def of_single_code(self, code: str) -> CouponData | None:
        """Return the coupon whose only code this is, or None."""
        coupon_id = self._exact.get(code) or self._folded.get(code.casefold())
        return self.by_id[coupon_id] if coupon_id is not None else None

    def of_code(self, code: str, rows: Mapping[str, str]) -> CouponData | None:
        """Return the coupon of a code, or None; ``rows`` are the coupon ids of codes that the store has rows of."""
        return self.of_single_code(code) or self.by_id.get(rows.get(code, ""))

    def accepts(self, coupon_id: str, code: str, codes: Iterable[str]) -> bool:
        """Say whether a typed code is one of the codes of a coupon, which differ at most in case from it."""
        coupon = self.by_id.get(coupon_id)
        return coupon is not None and coupon.kind != "single-code" and (coupon.case_insensitive or code in codes)
