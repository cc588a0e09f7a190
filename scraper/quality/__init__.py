"""Cross-checks, accounting, drift and the run report."""
