"""Study packs: what a trainer needs for a session on chosen documents, with every source."""
