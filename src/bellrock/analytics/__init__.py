"""What happened: trend, funnel, retention, paths."""
