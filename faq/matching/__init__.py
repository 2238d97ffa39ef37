"""From a question to the entries that may be meant: texts, views of likeness, a vote, a judgement, a threshold."""
