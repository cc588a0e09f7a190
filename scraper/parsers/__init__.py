"""Numbered blocks to a record: one module for each page type and each kind of content."""
