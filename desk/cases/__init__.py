"""Cases: what is registered beyond a talk, with its own life, clocks and number, until the customer has agreed.

`desk/case.py` is the face of it: the four names of a case.
"""
