"""The library as facts: entries written, examined, approved, published, retired and rolled back by people."""
