"""The embedding model: preparation, loading, running."""
