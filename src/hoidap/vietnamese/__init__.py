"""Vietnamese text: spellings, tokens, sentences, references, numbers, diacritics."""
