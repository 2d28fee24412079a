"""The laws of the house: errors, ids, time and the one hashed coin; standard library only."""
