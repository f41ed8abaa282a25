"""`python -m rajut` and the console script: the command line, or one line that says who stands in front of our packages."""

from __future__ import annotations

import gc
import os
import sys

from rajut.shadows import ShadowedError, refuse_shadows


def main() -> None:
    """The command line. Exits with 1 and one line when a module of another is found under the name of one of our packages."""
    gc.set_threshold(
        100_000, 20, 50
    )  # what is loaded stays, as a document does; looking at it again and again is a tenth of a start
    try:
        refuse_shadows()
    except ShadowedError as error:
        sys.exit(f"rajut: {error.code}: {error.sentence(os.environ.get('RAJUT_LANG', 'en'))}")
    from rajut.cli.app import main as command_line

    command_line()


if __name__ == "__main__":
    main()
