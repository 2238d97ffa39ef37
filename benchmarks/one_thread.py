"""Figures are for one core: numpy's linear algebra is kept from taking the others."""

import os
import sys

_ONE = {"OMP_NUM_THREADS": "1"}


def on_one_thread(module: str) -> None:
    """Start this program anew with one thread, unless that is how it was started; call it first."""
    if _ONE.items() - os.environ.items():
        again = [sys.executable, "-m", module, *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, **_ONE})  # noqa: S606 - our own command
