"""What it was worth. Empty until the first study is read."""
