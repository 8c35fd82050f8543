"""Whether a folder is what its keeper left: asked before anything is added to it."""
