"""Study packs on the server: kept, made in the background, and shown to those who may read them."""
