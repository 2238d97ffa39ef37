"""The life of a repair: who pays, the price, the order, the worker, the visit, emergencies (RULES §5)."""
