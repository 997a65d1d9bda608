"""Tests of hoidap.embedding."""
