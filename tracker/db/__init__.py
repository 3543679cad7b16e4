"""Tables, engine, append-only triggers, migrations."""
