"""How the shipped model is made; torch lives here alone."""
