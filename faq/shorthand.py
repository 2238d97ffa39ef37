"""English as it is typed on a phone, written out: "wen will u come" asks what "when will you come" asks.

Only what can be read in one way is here; "id", "ill" and "were" are words of their own without their apostrophe.
"""

import re
from collections.abc import Mapping
from typing import Final

SHORT: Final[Mapping[str, str]] = {
    "u": "you",
    "ur": "your",
    "wat": "what",
    "wht": "what",
    "wut": "what",
    "wen": "when",
    "whn": "when",
    "wer": "where",
    "whr": "where",
    "hw": "how",
    "dat": "that",
    "dis": "this",
    "nd": "and",
    "wid": "with",
    "frm": "from",
    "thru": "through",
    "abt": "about",
    "b4": "before",
    "coz": "because",
    "cos": "because",
    "cuz": "because",
    "bcoz": "because",
    "bcz": "because",
    "hav": "have",
    "wud": "would",
    "cud": "could",
    "shud": "should",
    "dint": "did not",
    "dunno": "do not know",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "gimme": "give me",
    "lemme": "let me",
    "pls": "please",
    "plz": "please",
    "thx": "thanks",
    "tnx": "thanks",
    "2day": "today",
    "2moro": "tomorrow",
    "tmr": "tomorrow",
    "tmrw": "tomorrow",
    "mins": "minutes",
    "hrs": "hours",
    "ppl": "people",
    "acc": "account",
    "acct": "account",
    "amt": "amount",
    "appt": "appointment",
    "msg": "message",
    "msgs": "messages",
    "nmbr": "number",
    "pw": "password",
    "pwd": "password",
    "qty": "quantity",
    "adress": "address",
    "recieve": "receive",
    "recieved": "received",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "youve": "you have",
    "theyre": "they are",
    "thats": "that is",
    "theres": "there is",
    "whats": "what is",
    "whens": "when is",
    "wheres": "where is",
    "hows": "how is",
    "cant": "can not",
    "cannot": "can not",
    "couldnt": "could not",
    "wont": "will not",
    "wouldnt": "would not",
    "shouldnt": "should not",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
    "werent": "were not",
    "havent": "have not",
    "hasnt": "has not",
}
"""What is short, folded, and what it stands for."""

_ARE = r"\br(?= (?:u|you|we|they|there|your|the)\b)"
_short = re.compile(rf"\b(?:{'|'.join(sorted(SHORT, key=len, reverse=True))})\b|{_ARE}")


def written_out(folded: str) -> str:
    """The same words in full."""
    return _short.sub(lambda short: SHORT.get(short[0], "are"), folded)
