"""Notices: what the police ask the public about."""
