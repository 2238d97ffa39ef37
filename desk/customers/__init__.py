"""The customer file: how somebody is addressed and reached, their class, and who has looked at it."""
