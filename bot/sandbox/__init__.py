"""A Bot API server of our own on this machine, as strict as Telegram, with a page to watch and play it."""
