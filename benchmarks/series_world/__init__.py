"""Plans of our own making in three versions, with what was done to each commitment."""
