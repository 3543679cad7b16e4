"""Writers: a report in, text of one format out; each module has its `write`, all alike."""
