"""Checkers of proofs that are nobody's but the standard's: nothing here imports anything of ours."""
