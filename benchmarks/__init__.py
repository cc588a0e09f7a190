"""What the work costs, measured: `python -m benchmarks` (docs/performance.md)."""
