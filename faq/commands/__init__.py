"""`python -m bot faq …` as far as it needs only a file: nothing here knows a database."""
