"""What can be asked? One file a kind of question; `query/ask.py` knows them all."""
