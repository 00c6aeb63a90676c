"""The domain: a plan and the way its parts hang together."""
