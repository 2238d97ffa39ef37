"""What the desk did in a day, a week or a month, told to those who answer for it (RULES §7)."""
