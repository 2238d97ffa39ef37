"""The life of a complaint, and of what is like one: verdict, remedy, agreement, slips, levels, crises (RULES §4)."""
