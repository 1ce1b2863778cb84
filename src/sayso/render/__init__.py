"""A reading for people and programs: terminal, JSON, HTML."""
