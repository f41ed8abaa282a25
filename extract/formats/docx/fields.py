"""Fields of a Word document: instruction and result between marks that stand in different runs.

ECMA-376 part 1, 17.16.18: `begin`, instruction, `separate`, result, `end`. Documents that were put together by program lack ends.
"""

from __future__ import annotations

from extract.formats.package import Element, W, attribute

_MARK = W + "fldChar"
# Within one of these a field begins and ends: what begins in a cell and ends in another was never a field.
_HOLDERS = frozenset(W + name for name in ("tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "body"))


def root_to_whole_fields(root: Element) -> tuple[frozenset[Element], int]:
    """The marks of all fields that begin and end in the same story or cell, and how many begin without an end.

    Marks that are not among them hide nothing: what follows an open field is text.
    """
    open_fields: dict[Element, list[list[Element]]] = {}
    whole: set[Element] = set()
    for mark in root.iter(_MARK):
        holder = next((node for node in mark.iterancestors() if node.tag in _HOLDERS), root)
        fields = open_fields.setdefault(holder, [])
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            fields.append([mark])
        elif fields:
            fields[-1].append(mark)
            if kind == "end":
                whole.update(fields.pop())
    return frozenset(whole), sum(len(fields) for fields in open_fields.values())
