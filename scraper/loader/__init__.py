"""The loader: records into a small, documented, versioned data set. It never looks at HTML."""
