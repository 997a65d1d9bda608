"""The ingestion job: source file, text, sections, passages, index."""
