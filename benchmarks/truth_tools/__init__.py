"""The tools that are measured on the world of :mod:`benchmarks.truth_world`: each runs as its ordinary
command, and what it says is read from what it prints for programs, or for people where it has no other."""
