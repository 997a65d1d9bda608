"""Vietnamese text: normalisation, folding, tokens, document numbers."""
