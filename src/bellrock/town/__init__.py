"""A seeded synthetic town with planted truth: the demo, and the oracle of many tests."""
