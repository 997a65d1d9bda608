"""Benchmark folders in, metrics out."""
