"""Says plainly when this Python is too old or cannot make a virtual environment."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file is read by older ones
    sys.exit(
        f"touyan needs Python 3.11 or newer; this is {sys.version.split()[0]}. "
        "Name another with: make run PYTHON=python3.12"
    )
try:
    import ensurepip  # noqa: F401
    import venv  # noqa: F401
except ImportError:
    sys.exit(
        "This Python cannot make virtual environments. On Debian: apt-get install python3-venv"
    )
