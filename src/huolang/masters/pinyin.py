"""拼音: how Chinese names are read, for finding them by initials and sorting them."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import lru_cache

# The phrase table costs 45 MB in every process; single characters and the words below will do.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin.constants import PINYIN_DICT

LONGEST = 100

WORDS = {
    "重庆": "chong qing",
    "长安": "chang an",
    "长城": "chang cheng",
    "长春": "chang chun",
    "长沙": "chang sha",
    "长江": "chang jiang",
    "长虹": "chang hong",
    "长乐": "chang le",
    "加长": "jia chang",
    "长款": "chang kuan",
    "厦门": "xia men",
    "番禺": "pan yu",
    "六安": "lu an",
    "单县": "shan xian",
    "银行": "yin hang",
    "行业": "hang ye",
    "商行": "shang hang",
    "总行": "zong hang",
    "分行": "fen hang",
    "车行": "che hang",
    "音乐": "yin yue",
    "乐器": "yue qi",
    "朝阳": "chao yang",
    "会计": "kuai ji",
    "调料": "tiao liao",
    "调味": "tiao wei",
    "调和": "tiao he",
    "调节": "tiao jie",
    "空调": "kong tiao",
    "重型": "zhong xing",
    "重量": "zhong liang",
    "传动": "chuan dong",
    "传感": "chuan gan",
    "传真": "chuan zhen",
    "弹簧": "tan huang",
    "弹力": "tan li",
    "弹性": "tan xing",
    "大夫": "dai fu",
    "便宜": "pian yi",
    "薄荷": "bo he",
    "薄膜": "bo mo",
    "轧钢": "zha gang",
    "曲轴": "qu zhou",
    "盛满": "cheng man",
    "还原": "huan yuan",
    "尉氏": "wei shi",
    "仇": "qiu",
    "曾": "zeng",
    "单": "dan",
    "解": "jie",
    "查": "cha",
    "盖": "gai",
    "贾": "jia",
    "沈": "shen",
}
"""Words whose characters are read otherwise than most often, and characters whose first reading
in the table is rare. Longer ones win."""

_WORD = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))


@lru_cache(maxsize=30_000)
def reading(character: str) -> str:
    """The syllable of one Chinese character without tone, "" for any other character."""
    toned = PINYIN_DICT.get(ord(character), "").split(",")[0]
    bare = unicodedata.normalize("NFD", toned.replace("ü", "v"))
    return "".join(letter for letter in bare if letter.isascii() and letter.isalpha())


def syllables(text: str) -> list[str]:
    """Readings of Chinese characters, and letters and digits as they are, in small letters."""
    found: list[str] = []
    plain = unicodedata.normalize("NFKC", text).lower()
    start = 0
    for match in _WORD.finditer(plain):
        found += _one_by_one(plain[start : match.start()])
        found += WORDS[match.group()].split()
        start = match.end()
    return found + _one_by_one(plain[start:])


def initials(text: str) -> str:
    """螺母M8 → LMM8."""
    plain = (part if part[0].isdigit() or len(part) == 1 else part[0] for part in syllables(text))
    return "".join(plain).upper()[:LONGEST]


def sort_key(text: str) -> str:
    """螺母M8 → luo mu m 8, so that names sort as in a Chinese dictionary."""
    return " ".join(syllables(text))[:LONGEST]


def _one_by_one(text: str) -> list[str]:
    found: list[str] = []
    for character in text:
        if character.isascii() and character.isalnum():
            found.append(character)
        elif not character.isascii() and (syllable := reading(character)):
            found.append(syllable)
    return found
