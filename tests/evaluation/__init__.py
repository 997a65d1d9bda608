"""Specifications of evaluation."""
