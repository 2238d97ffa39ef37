"""The table of sounds: every common character under the syllables it is read as."""

from collections import defaultdict
from pathlib import Path

from pypinyin import lazy_pinyin

from faq.matching.pinyin import MODEL

READ_SEVERAL_WAYS = {
    "了": "liao", "长": "zhang chang", "重": "chong", "行": "hang", "调": "diao tiao", "着": "zhao zhuo", "觉": "jiao",
    "差": "chai", "参": "shen cen", "乐": "yue le", "降": "xiang", "还": "huan", "会": "kuai", "传": "zhuan",
    "便": "pian", "血": "xie", "强": "jiang", "省": "xing", "落": "la luo", "校": "jiao", "得": "dei", "率": "shuai",
    "折": "she", "朝": "chao zhao", "藏": "zang", "卡": "qia", "弹": "tan", "圈": "juan", "乘": "sheng", "系": "ji",
}  # fmt: skip
"""Characters in daily use with readings besides the one pypinyin gives them alone."""


def write(file: Path = MODEL / "pinyin.txt") -> None:
    """Write a line for each syllable: itself, a space, its characters."""
    file.write_text(table(), "utf-8")


def table() -> str:
    """All lines."""
    characters: defaultdict[str, str] = defaultdict(str)
    for character in filter(_common, map(chr, range(0x4E00, 0x9FA6))):
        read = [reading.replace("ü", "v") for reading in lazy_pinyin(character, errors="ignore", v_to_u=False)]
        for syllable in dict.fromkeys([*read, *READ_SEVERAL_WAYS.get(character, "").split()]):
            characters[syllable] += character
    return "".join(f"{syllable} {characters[syllable]}\n" for syllable in sorted(characters))


def _common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
