"""Study packs: what a trainer needs for a session on chosen documents, every line with its source."""
