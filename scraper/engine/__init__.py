"""Who reads: this process, several, or many machines; one loader writes. The same functions for all (docs/scale.md)."""
