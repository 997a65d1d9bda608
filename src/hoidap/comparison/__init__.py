"""Two documents side by side: provisions aligned, words compared, changes named."""
