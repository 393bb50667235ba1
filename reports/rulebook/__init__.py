"""Rules of the house that officers change at the desk, two persons for each version."""
