"""Learning from this force's officers: over published rules and scores alone, never over words."""
