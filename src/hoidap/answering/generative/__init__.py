"""Answers that a language model writes and that are checked before anybody sees them."""
