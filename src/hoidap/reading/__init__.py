"""The trained reader: does a passage answer a question, and with which of its words."""
