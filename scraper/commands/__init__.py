"""The verbs of `peel`, one file each: options and help at the top, what is heavy imported inside."""
