"""Hooks: telling a unit's programs that something changed, and nothing of what."""
