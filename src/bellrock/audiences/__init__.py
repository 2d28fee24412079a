"""Living sets of people. Empty until the first audience is built."""
