"""Say what is missing before anything is installed; plain enough for any Python to read."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Counterfoil needs Python 3.11 or newer, and this is Python %d.%d (%s).\n"
        "Name another one: make PYTHON=python3.12 ..." % (sys.version_info[0], sys.version_info[1], sys.executable)
    )

try:
    import ensurepip  # noqa: F401  # Debian ships venv without the part that makes it work
    import venv  # noqa: F401
except ImportError:
    name = "python%d.%d-venv" % (sys.version_info[0], sys.version_info[1])
    sys.exit(
        "Python %d.%d (%s) cannot make environments: its venv module is missing.\n"
        "On Debian and Ubuntu: apt install python3-venv (for a Python that is not the system's own: %s)"
        % (sys.version_info[0], sys.version_info[1], sys.executable, name)
    )
