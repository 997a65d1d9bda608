"""What has become of the provisions that a question or an answer is about."""
