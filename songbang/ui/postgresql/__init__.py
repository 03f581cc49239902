"""Django's PostgreSQL, told before each question which territory it is about."""
