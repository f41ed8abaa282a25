"""What an activity is to reach, listed below its name in the same column."""

from __future__ import annotations

import re

from normalize.rows.records import Label, Record

_BULLET = re.compile(r"^[-\u2013\u2022\u00b7\u25aa\u27a2\uf0b7\uf0d8]\s*(?=[^\W\d_])")


def is_listed_below(record: Record, label: Label) -> bool:
    """True for a text after a bullet in a row without figures and without a code of its own: it says something of the name above it and is
    no part of the plan beside it ("- Terwujudnya kesesuaian antara dokumen" below the activity and its budget)."""
    coded = record.code is not None and not record.code.inherited
    return record.empty and not coded and _BULLET.match(label.text) is not None
