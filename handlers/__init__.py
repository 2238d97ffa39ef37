"""Telegram in, commands out; notices in words."""
