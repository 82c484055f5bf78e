"""Every kept input, and changes of them, are read or refused; ``make fuzz`` looks for new ones by coverage."""

import pytest
from tests.examples import examples
from tests.fuzz.inputs import CORPUS, LARGEST, kept, mutated
from tests.fuzz.targets import TARGETS

pytestmark = pytest.mark.fast

CHANGES = 600


@pytest.mark.parametrize("target", TARGETS)
def test_every_kept_input_is_read_or_refused(target: str) -> None:
    inputs = kept(target)
    assert inputs
    for data in inputs:
        TARGETS[target].read(data)


@pytest.mark.parametrize("target", TARGETS)
def test_changed_inputs_are_read_or_refused(target: str) -> None:
    for data in mutated(target, 1, examples(CHANGES)):
        try:
            TARGETS[target].read(data)
        except Exception as error:
            pytest.fail(f"{type(error).__name__}: {error} for {data!r}")


def test_the_corpus_is_of_targets_and_small() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
    assert [file for file in CORPUS.glob("*/*") if file.stat().st_size > LARGEST] == []
