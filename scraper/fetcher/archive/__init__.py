"""The archive of fetched pages: WARC files, written before anyone looks inside, read back by place, verified."""

from .check import Finding, Repair, check, repair
from .reader import foreign_files, is_page, length_of, original_of, pages, read_at, scan, warc_files
from .records import IDENTICAL, NOT_MODIFIED, Original, copy_of, payload_digest
from .writer import Archive

__all__ = [
    "IDENTICAL",
    "NOT_MODIFIED",
    "Archive",
    "Finding",
    "Original",
    "Repair",
    "check",
    "copy_of",
    "foreign_files",
    "is_page",
    "length_of",
    "original_of",
    "pages",
    "payload_digest",
    "read_at",
    "repair",
    "scan",
    "warc_files",
]
