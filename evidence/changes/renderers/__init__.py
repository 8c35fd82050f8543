"""A redline's operations for the eye: a format a file, pure functions."""
