"""What must hold of everything stored; each breach is one sentence."""

from counterfoil.verification.verify import Verdict as Verdict
from counterfoil.verification.verify import verify as verify
