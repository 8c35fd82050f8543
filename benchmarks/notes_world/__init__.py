"""Reports made up at random, whose notes are known, set as PDF by four kinds of programs."""
