"""What lasts from run to run: state.db with the frontier, the runs and what became of each page."""
