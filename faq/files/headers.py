"""The fields of an entry in the two languages their keepers write."""

from collections.abc import Mapping
from typing import Literal

Locale = Literal["zh", "en"]

HEADERS = {
    "id": "编号",
    "question": "问题",
    "variants": "问法",
    "answer": "答案",
    "language": "语言",
    "category": "分类",
    "keywords": "关键词",
    "owner": "负责人",
    "valid_from": "生效日期",
    "valid_until": "失效日期",
    "review_on": "复核日期",
    "veto": "否决词",
    "attachments": "附件",
    "applies_to": "适用",
    "leads_to": "引向",
}
"""Field → its header in a Chinese table."""

FIELD_WORDS: Mapping[Locale, Mapping[str, str]] = {"zh": HEADERS, "en": {name: name for name in HEADERS}}

FIELD_OF = {header: name for name, header in HEADERS.items()} | {name: name for name in HEADERS}
"""A header in either language → the field."""

LISTS = frozenset({"variants", "keywords", "veto", "attachments", "applies_to"})
"""Fields that hold several texts."""

DATES = ("valid_from", "valid_until", "review_on")
"""Fields that hold a day."""
