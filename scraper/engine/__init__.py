"""Many machines or processes read; one loader writes. The same functions as on a single machine (docs/scale.md)."""
