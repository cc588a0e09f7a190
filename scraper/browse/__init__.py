"""Things to look at: Datasette metadata and the static report."""
