"""What agents do with a conversation: take it, answer, pass it on, set it aside, help, settle it."""
