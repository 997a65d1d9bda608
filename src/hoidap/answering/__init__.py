"""From ranked passages to a cited answer."""
