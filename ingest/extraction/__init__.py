"""From a source file's bytes to canonical text with marks; one format per file."""
