"""The rules of a support desk as plain Python: events in, decisions out, time as an argument."""
