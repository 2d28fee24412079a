"""What we do about it. Empty until the first journey runs."""
