"""What those who keep a library ask of it: what changed, what would go wrong, what is missing, how good it is."""
