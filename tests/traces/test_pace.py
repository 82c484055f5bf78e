"""Work that can wait goes on at once in a process that rests, and takes a small part of the time in one at work."""

import pytest

from counterfoil.traces.pace import SHARE, Pace

pytestmark = pytest.mark.fast


class Machine:
    """A clock and the processor time of a process."""

    def __init__(self) -> None:
        self.now = 100.0
        self.worked = 7.0

    def goes_on(self, seconds: float, working: float) -> None:
        """Let time pass, of which the process works a part."""
        self.now += seconds
        self.worked += seconds * working


@pytest.fixture
def machine():
    return Machine()


@pytest.fixture
def pace(machine):
    return Pace(lambda: machine.now, lambda: machine.worked)


def piece(machine, pace, seconds=0.001):
    pace.begin()
    machine.goes_on(seconds, 1.0)
    return pace.pause()


def test_there_is_no_pause_while_nothing_else_is_done(machine, pace):
    machine.goes_on(0.2, 0.1)
    assert piece(machine, pace) == 0
    assert piece(machine, pace) == 0


def test_a_process_at_work_gives_its_share_only(machine, pace):
    machine.goes_on(0.2, 0.9)
    pause = piece(machine, pace, 0.001)
    assert 0.001 / pause == pytest.approx(SHARE)
    machine.goes_on(pause, 0.9)
    assert piece(machine, pace, 0.002) == pytest.approx(0.002 / SHARE)


def test_it_goes_on_at_once_when_the_work_is_over(machine, pace):
    machine.goes_on(0.2, 0.9)
    machine.goes_on(piece(machine, pace), 0.0)
    assert piece(machine, pace) == 0
