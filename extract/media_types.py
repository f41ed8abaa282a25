"""The media types of documents: those that are read, and those that LibreOffice turns into one that is."""

from __future__ import annotations

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
HTML = "text/html"
MARKDOWN = "text/markdown"
# through LibreOffice
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
DOC = "application/msword"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"

OF_SUFFIX = {
    ".pdf": PDF, ".docx": DOCX, ".html": HTML, ".htm": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": MARKDOWN, ".ods": ODS,
    ".odt": ODT, ".rtf": RTF, ".doc": DOC, ".xlsx": XLSX, ".xls": XLS,
}  # fmt: skip
"""What a file is expected to be by the end of its name."""
