"""Who someone is and what we know of them."""
