"""The index of one generation: catalogue, vectors, lexical entries."""
