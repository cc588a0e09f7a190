"""Bytes to numbered blocks. Nothing here knows of grades."""
