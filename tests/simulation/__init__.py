"""Whole nights played out from one number: the program is the real one, the world around it is not.

See docs/testing.md. ``python -m tests.simulation --help`` says how to run some.
"""
