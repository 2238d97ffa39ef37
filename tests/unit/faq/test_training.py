"""What the matcher brings along can be made again."""

import json

from faq.matching.embedding import trained
from faq.matching.evidence import FEATURES
from faq.matching.judgement import STORED
from faq.matching.pinyin import MODEL
from faq.training import sounds
from faq.training.embedding import Lessons, embedding_of
from faq.training.paraphrases import WORDS, Group, paraphrases, split

GROUPS = [
    Group("zh", "fee", ("怎么交物业费", "物业费在哪里缴", "缴管理费的办法")),
    Group("zh", "fee", ("物业费多少钱", "管理费怎么收", "一个月要交多少物业费")),
    Group("zh", "park", ("停车卡怎么办", "办理停车卡", "想要一张停车卡")),
    Group("en", "park", ("where can i park", "is there a car park", "parking for visitors")),
]


def test_the_table_of_sounds_is_what_pypinyin_says() -> None:
    assert (MODEL / "pinyin.txt").read_text("utf-8") == sounds.table()


def test_the_same_texts_give_the_same_embedding() -> None:
    one, other = (embedding_of(GROUPS, epochs=2) for _ in range(2))
    assert one.meaning("停车卡怎么办").tolist() == other.meaning("停车卡怎么办").tolist()
    assert one.ordinary.tolist() == other.ordinary.tolist()


def test_paraphrases_point_the_same_way_and_strangers_do_not() -> None:
    card, reset, gone, weather = map(
        trained().meaning, ("我想注销账户", "怎么把账号关闭", "账号不要了怎么销户", "明天会不会下雨")
    )
    assert min(float(card @ reset), float(card @ gone)) > float(card @ weather) + 0.2


def test_words_that_mean_the_same_point_the_same_way() -> None:
    refund, back, invoice = map(trained().meaning, ("refund", "money back", "invoice"))
    assert float(refund @ back) > float(refund @ invoice) + 0.2


def test_every_word_has_another_that_means_the_same() -> None:
    assert [group for group in paraphrases(WORDS) if len(group.keys) < 2] == []


def test_a_batch_is_drawn_from_one_language() -> None:
    lessons = Lessons(GROUPS)
    drawn = [[GROUPS[at].language for topic in topics for at in topic] for topics in lessons.topics]
    assert drawn == [["zh", "zh", "zh"], ["en"]]


def test_a_topic_is_never_on_both_sides_of_a_split() -> None:
    groups = paraphrases()
    others, held = split(groups, 3, 1)
    assert len(others) + len(held) == len(groups) > 1_000
    assert {group.topic for group in others}.isdisjoint(group.topic for group in held)


def test_the_judgement_knows_no_feature_that_there_is_not() -> None:
    assert set(json.loads(STORED.read_text("utf-8"))) <= {*FEATURES, "offset"}
