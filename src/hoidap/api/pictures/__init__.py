"""Pages of kept files as pictures, and where a quote stands on them."""
