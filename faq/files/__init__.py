"""Libraries as files: read with every mistake named, written so that they read back, whatever the format."""
