"""Forms: how a complaint or a repair is asked for in a chat, one question at a time."""
