"""The tables and views as files for other programs, with a Frictionless data package that describes them."""

from .write import EXPORTED, FORMATS, Format, export, export_one

__all__ = ["EXPORTED", "FORMATS", "Format", "export", "export_one"]
