"""What caused it. Empty until the first flag is served."""
