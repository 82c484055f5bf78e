"""How each figure of a basket or an order came about, line by line; each step is checked against what is there."""

from counterfoil.commerce.explanation.explain import explain as explain
from counterfoil.commerce.explanation.step import Step as Step
