"""Tests with a real model's server; ``make test-llm`` runs them, ``make test`` does not."""
