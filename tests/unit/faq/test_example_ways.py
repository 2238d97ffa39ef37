"""The library that comes with the program tells the way only to who is not there yet."""

from pathlib import Path

import pytest

from faq import Entry
from faq.files.reading import read

EXAMPLE = Path(__file__).parents[3] / "faq" / "example"
TELLS_THE_WAY = {
    "repair": ("请发送“报修”", "请在这里发送“报修”", 'Please send "repair"'),
    "complaint": ("请在这里发送“投诉”", 'send us the word "complaint"'),
}


@pytest.mark.parametrize("entry", read(EXAMPLE), ids=lambda entry: entry.id)
def test_an_answer_that_tells_to_send_the_word_for_a_form_leads_to_it(entry: Entry) -> None:
    for lead, sentences in TELLS_THE_WAY.items():
        if any(sentence in (entry.answer or "") for sentence in sentences):
            assert entry.leads_to == lead
