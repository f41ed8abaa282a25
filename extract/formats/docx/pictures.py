"""Pictures in a DOCX: what each is in the package, how large it is shown, and the tables that somebody else sees in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from extract.formats.package import A, Element, Package, V, integer
from schemas.finding import Finding
from schemas.provenance import FragmentRef
from schemas.table import DocumentReading, Fragment, TextBlock

EMU = 12_700  # of a point
LEAST_WIDE, LEAST_HIGH = 120.0, 36.0  # points: no table is smaller
MOST = 200  # pictures of one document that are looked at


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a paragraph shows it: the identifier of its part, and its size in points, 0.0 where nothing tells."""

    relation: str
    width: float = 0.0
    height: float = 0.0


See = Callable[[bytes, Picture], DocumentReading | None]


def pictures_of(drawing: Element) -> Iterator[Picture]:
    """The pictures of a drawing; the size is that of the whole drawing."""
    extent = next((node for node in drawing.iter() if isinstance(node.tag, str) and node.tag.endswith("}extent")), None)
    size = (0.0, 0.0) if extent is None else tuple(integer(extent.get(side), 0) / EMU for side in ("cx", "cy"))
    for node in drawing.iter(A + "blip", V + "imagedata"):
        relation = next((value for name, value in node.attrib.items() if name.endswith(("}embed", "}id"))), "")
        yield Picture(str(relation), *size)


def picture_to_blocks(
    package: Package, path: str, picture: Picture, see: See, tables: int
) -> tuple[list[TextBlock | Fragment], list[Finding]]:
    """What is printed in a picture of the part at `path`, its tables numbered from `tables` + 1, and what the reader noticed; nothing for
    one without a table."""
    known = package.relations_of(path).get(picture.relation)
    small = 0 < picture.width < LEAST_WIDE or 0 < picture.height < LEAST_HIGH
    data = None if known is None or small else package.part(known.target)
    reading = None if data is None else see(data, picture)
    if reading is None or not reading.fragments:
        return [], []
    refs = {fragment.ref: FragmentRef(0, tables + k) for k, fragment in enumerate(reading.fragments, 1)}
    blocks = [_without_page(block, refs) for block in reading.blocks]
    findings = []
    for finding in reading.findings:
        if finding.cell is not None and finding.cell.fragment in refs:
            findings.append(replace(finding, cell=finding.cell._replace(fragment=refs[finding.cell.fragment]), page=0))
        elif finding.code in ("picture-recognised", "page-recognised"):
            count = dict(finding.fields)["count"]
            findings.append(Finding("picture-recognised", fields=(("count", count),)))
    return blocks, findings


def _without_page(block: TextBlock | Fragment, refs: dict[FragmentRef, FragmentRef]) -> TextBlock | Fragment:
    """The block without a page, which a DOCX has not; cells keep their boxes in the picture, which tell where a figure had no room."""
    return replace(block, ref=refs[block.ref], box=None) if isinstance(block, Fragment) else replace(block, page=0, box=None)
