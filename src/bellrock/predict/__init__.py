"""What comes next. Empty until the first score is computed."""
