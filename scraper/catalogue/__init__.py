"""What exists: organisations, rounds, addresses, and the grid of pages to expect."""
