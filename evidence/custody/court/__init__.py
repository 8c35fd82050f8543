"""A package for a court: an annex for people, and proofs that openssl and sha256sum check without us."""
