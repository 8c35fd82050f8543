"""The face: command line and demo world. No logic of its own."""
