"""How what the matcher brings along was made: the table of sounds, the embedding, the judgement.

    python -m faq.training            everything, in the order in which it depends on each other
    python -m faq.training sounds     model/pinyin.txt, from pypinyin
    python -m faq.training embedding  model/embedding.npz, from texts/*.jsonl and words/*.jsonl
    python -m faq.training judgement  model/judgement.json, from simulated libraries

The program never runs this; the same texts give the same files.
"""
