"""Readings of one run of digits, dots and commas, and what the print itself says about joining split runs.

Two conventions cover what separators can mean: `id` (dot groups thousands, comma is the decimal sign) and `us` (the reverse);
`plain` has no separator. Digits are ASCII digits only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from schemas.decision import Sign

Convention = Literal["plain", "id", "us", "irregular"]
JoinProof = Literal["grouping", "separator"]
DIGITS_ONLY = Sign("number_digits_only")
_LEADING_ZERO = Sign("number_leading_zero")
_GROUPED_ONCE = Sign("number_grouped_once")
_ODD_GROUP = Sign("number_odd_group")
_SAME_SIGN = Sign("number_same_sign")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One reading of a run of digits and separators. `places` is the number of decimals printed, `grouped` whether thousands are, `sign`
    what was seen of them."""

    value: Decimal
    convention: Convention
    places: int
    sign: Sign
    grouped: bool = False


def numeral_to_readings(text: str, negative: bool = False) -> tuple[Numeral, ...]:
    """All readings of digits with dots and commas (no white space), in the order `plain`, `id`, `us`, `irregular`.

    One separator before exactly three digits is open; everything else has one reading. Readings where groups are not of three
    digits are `irregular`: what may have been meant, never to be used without proof. Empty when nothing can be meant.
    """
    readings = _unsigned_to_readings(text)
    return tuple(replace(n, value=-n.value) for n in readings) if negative else readings


def _unsigned_to_readings(text: str) -> tuple[Numeral, ...]:
    dots, commas = text.count("."), text.count(",")
    if not dots and not commas:
        return (Numeral(Decimal(text), "plain", 0, DIGITS_ONLY),)
    if dots and commas:
        return _mixed_to_readings(text)
    sign = "." if dots else ","
    groups = text.split(sign)
    if len(groups) > 2:
        return _grouped_to_readings(groups, sign)
    return _single_to_readings(groups[0], groups[1], sign)


def _conventions(sign: str) -> tuple[Convention, Convention]:
    """(the convention in which `sign` groups, the one in which it is the decimal sign)."""
    return ("id", "us") if sign == "." else ("us", "id")


def _single_to_readings(head: str, tail: str, sign: str) -> tuple[Numeral, ...]:
    grouping, decimal = _conventions(sign)
    fraction = Numeral(
        Decimal(f"{head or '0'}.{tail}"), decimal, len(tail), Sign("number_decimals", details=(str(len(tail)), sign))
    )
    if len(head) > 1 and head[0] == "0":
        return (replace(fraction, convention="irregular", sign=_LEADING_ZERO),)
    if len(tail) != 3 or head in ("", "0"):
        return (fraction,)
    whole = Numeral(Decimal(head + tail), grouping, 0, Sign("number_groups", details=(sign,)), grouped=True)
    if len(head) > 3:
        return (fraction, replace(whole, convention="irregular", sign=_GROUPED_ONCE))
    return (whole, fraction) if grouping == "id" else (fraction, whole)


def _regular(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:])


def _grouped_to_readings(groups: list[str], sign: str) -> tuple[Numeral, ...]:
    grouping, _ = _conventions(sign)
    joined = Decimal("".join(groups))
    if _regular(groups):
        return (Numeral(joined, grouping, 0, Sign("number_groups_times", details=(sign, str(len(groups) - 1))), grouped=True),)
    if any(not group for group in groups) or (groups[0][0] == "0"):
        return ()
    candidates = [Numeral(joined, "irregular", 0, _ODD_GROUP)]
    if len(groups[-1]) <= 2 and _regular(groups[:-1]):
        value = Decimal("".join(groups[:-1]) + "." + groups[-1])
        candidates.append(Numeral(value, "irregular", len(groups[-1]), _SAME_SIGN))
    return tuple(candidates)


def _mixed_to_readings(text: str) -> tuple[Numeral, ...]:
    """Dots and commas together: the last one is the decimal sign, if it stands once and the others group regularly."""
    sign = "." if text.rfind(".") > text.rfind(",") else ","
    head, _, tail = text.rpartition(sign)
    other = "," if sign == "." else "."
    groups = head.split(other)
    if sign in head or not tail or not _regular(groups):
        return ()
    value = Decimal("".join(groups) + "." + tail)
    return (
        Numeral(
            value,
            "us" if sign == "." else "id",
            len(tail),
            Sign("number_groups_and_decimals", details=(other, sign)),
            grouped=True,
        ),
    )


def pieces_to_proof(pieces: tuple[str, ...], line_break: bool) -> JoinProof | None:
    """What the print itself says for joining: a separator at the gap, or groups of thousands that are regular only joined.

    A comma before the gap is also how lists are written ("12, 5"), so it needs a line break or groups before it.
    """
    joined = numeral_to_readings("".join(pieces))
    if not joined or all(n.convention == "irregular" for n in joined):
        return None
    gaps = list(pairwise(pieces))
    if any(_separator_at_gap(left, right, line_break) for left, right in gaps):
        return "separator"
    broken = [piece for piece in pieces if not _stands_alone(piece)]
    grouped = any(n.convention in ("id", "us") and n.places == 0 and n.value >= 10**6 for n in joined)
    return "grouping" if broken and grouped else None


def _separator_at_gap(left: str, right: str, line_break: bool) -> bool:
    """ "610540. 98", but not "1. 25": a short number with a dot also counts lists."""
    if right.startswith((".", ",")):
        return True
    if left.endswith(","):
        return line_break or "." in left
    return left.endswith(".") and not (left[:-1].isdigit() and len(left) <= 3)


def _stands_alone(piece: str) -> bool:
    """True when the piece is a well-formed number by itself."""
    if not piece[0].isdigit() or not piece[-1].isdigit() or (len(piece) > 1 and piece.isdigit() and piece[0] == "0"):
        return False
    return any(n.convention != "irregular" for n in numeral_to_readings(piece))
