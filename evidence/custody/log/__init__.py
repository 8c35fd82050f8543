"""The custody log: chain, Merkle tree, seals, keys, time-stamps."""
