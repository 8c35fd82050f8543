"""The custody log: its chain and Merkle trees, its seals, the key that signs them, time-stamps."""
