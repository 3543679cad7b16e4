"""Writers: a document in, text of one format out."""
