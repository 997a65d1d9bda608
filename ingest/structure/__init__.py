"""From canonical text to a section tree: official documents, interviews, digests."""
