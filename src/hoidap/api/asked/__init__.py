"""What was asked: kept only if the settings say so, for a limited time."""
