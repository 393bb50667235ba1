"""Triage measured and its data built: how well it judges labelled tips, and the scripts that make its weights."""
