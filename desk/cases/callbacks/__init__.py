"""Asking how it went: in the chat first, by a person then, and what follows from the answer."""
