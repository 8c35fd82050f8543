"""When: which night is to run, the service that runs it, and what it remembers."""
