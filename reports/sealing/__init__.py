"""Keys, sealing and opening. Knows no Django and no model: bytes in, bytes out, and everything fails closed."""
