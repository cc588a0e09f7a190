"""Readers: one file for each kind of content, plain functions from a section to parts of the record."""
