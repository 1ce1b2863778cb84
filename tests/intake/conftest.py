from hypothesis import settings

# Tables and models are loaded by whichever example comes first, which says nothing of the others' time.
settings.register_profile("intake", deadline=None)
settings.load_profile("intake")
