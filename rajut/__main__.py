"""`python -m rajut` and the console script: the command line, or one line that says who stands in front of our packages."""

from __future__ import annotations

import os
import sys

from rajut.collector import collect_seldom
from rajut.shadows import ShadowedError, refuse_shadows


def main() -> None:
    """The command line. Exits with 1 and one line when a module of another is found under the name of one of our packages."""
    collect_seldom()
    try:
        refuse_shadows()
    except ShadowedError as error:
        sys.exit(f"rajut: {error.code}: {error.sentence(os.environ.get('RAJUT_LANG', 'en'))}")
    from rajut.cli.app import main as command_line

    command_line()


if __name__ == "__main__":
    main()
