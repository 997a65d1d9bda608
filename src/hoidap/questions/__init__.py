"""What a question asks for, read once from its words and its vector."""
