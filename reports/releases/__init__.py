"""Release copies: what investigators may read of a tip, without its source."""
