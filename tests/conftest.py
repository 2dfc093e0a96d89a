"""How many texts hypothesis tries: few by default, many with ``pytest --hypothesis-profile=thorough``."""

from hypothesis import settings

settings.register_profile("quick", max_examples=300, deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None)
settings.load_profile("quick")
