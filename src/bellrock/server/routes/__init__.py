"""The API, one file a capability."""
