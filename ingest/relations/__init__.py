"""Relations between provisions, read from the text of the document that makes them."""
