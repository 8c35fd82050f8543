"""A loopback model of the systems that shadow reports cite, over six nights, and what is true of it."""
