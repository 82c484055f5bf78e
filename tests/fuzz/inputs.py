"""The kept inputs of each target: some written by hand, others found because they reach what none did before."""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"
LARGEST = 2000


def kept(target: str) -> list[bytes]:
    """Return the inputs of a target, always in the same order."""
    return [file.read_bytes() for file in sorted((CORPUS / target).iterdir())]


def keep(target: str, data: bytes) -> Path:
    """Keep an input."""
    file = CORPUS / target / hashlib.sha256(data).hexdigest()[:16]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def mutated(target: str, seed: int, count: int) -> Iterator[bytes]:
    """Yield changed inputs, the same ones for the same seed: bytes, cuts, repetitions, words, two inputs joined."""
    chance = random.Random(f"{target} {seed}")
    inputs, words = kept(target), TARGETS[target].words
    for _ in range(count):
        data = bytearray(chance.choice(inputs))
        for _ in range(chance.randint(1, 4)):
            place = chance.randint(0, len(data))
            other = min(len(data), place + chance.randint(1, 12))
            change = chance.randrange(6)
            if change == 0:
                data[place:other] = chance.randbytes(chance.randint(1, 3))
            elif change == 1:
                del data[place:other]
            elif change == 2:
                data[place:place] = data[place:other] * chance.randint(1, 40)
            elif change in (3, 4):
                data[place:place] = chance.choice(words)
            else:
                data[place:] = chance.choice(inputs)[chance.randint(0, place) :]
        yield bytes(data[: 2 * LARGEST])
