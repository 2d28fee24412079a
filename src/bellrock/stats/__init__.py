"""Numbers in, numbers out. Empty until the first study needs it."""
