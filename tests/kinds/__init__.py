"""A world of many kinds of addresses: what each shows by night, and what is true of it."""
