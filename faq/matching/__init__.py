"""From a question to the entries that may be meant: texts, views of likeness, a vote, a judgement, a threshold."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy loads: on matrices of ours, threads only wait
