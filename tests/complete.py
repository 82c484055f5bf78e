"""For ``make test``: nothing may be left out, so a skipped test is a failed one (``pytest -p tests.complete``).

But for the tests of shell examples where there is no curl: a newcomer need not have it, and CI has it.
"""

from collections.abc import Generator

import pytest

OPTIONAL = "needs curl"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure that says what was missing."""
    report = yield
    reason = call.excinfo.value if call.excinfo else "no reason given"
    if report.skipped and not hasattr(report, "wasxfail") and str(reason) != OPTIONAL:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was left out, and this run must be complete: {reason}"
    return report
