"""Promotions: which are in force, what they take off, in which order, and what coupons say of it."""
