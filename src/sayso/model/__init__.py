"""The nouns everyone speaks: frozen dataclasses, standard library only."""
