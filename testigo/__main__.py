"""``python -m testigo``, and what the command ``testigo`` calls."""

from __future__ import annotations

import sys

from testigo.stopping import hold, over


def main() -> int:
    """Run the command line; returns its exit code."""
    hold()  # before all that takes time to load
    from evidence.errors import ExitCode
    from testigo.cli import main as command_line

    try:
        code = command_line()
    except KeyboardInterrupt:  # a second one, while the first was answered
        code = ExitCode.UNCHECKED
    over(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
