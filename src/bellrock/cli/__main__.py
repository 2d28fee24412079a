"""What does `python -m bellrock.cli` do? The same as `bellrock`."""

from bellrock.cli import main

main()
