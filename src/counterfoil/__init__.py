"""Counterfoil: a self-hosted order server that speaks OCAPI."""
