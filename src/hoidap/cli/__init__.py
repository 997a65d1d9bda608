"""The ``hoidap`` command."""
