"""Django's Postgres backend with a cheaper look at a kept connection."""
