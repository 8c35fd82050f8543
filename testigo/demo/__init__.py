"""A small web on loopback in which everything happens that happens to citations."""
