"""The front door: every dialect becomes one event, checked, enriched and stored once."""
