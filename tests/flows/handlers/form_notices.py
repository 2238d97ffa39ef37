"""One of every notice about forms."""

from desk.cases.kinds import Category, Remedy
from desk.forms.fields import MOST_FILES, NO, NONE, YES
from desk.forms.form import Answer, Field, FormKind
from desk.forms.moves import Trouble
from desk.notices import Notice
from desk.notices import forms as n
from tests.kit.cast import at

_CHOICES: dict[Field, tuple[str, ...]] = {
    Field.CATEGORY: tuple(Category),
    Field.REMEDY: tuple(Remedy),
    Field.MONEY: (NONE,),
    Field.ENTRY: (YES, NO),
    Field.EVIDENCE: (NONE,),
    Field.VISIT: ("2026-11-24a", "2026-11-24p", "2026-11-25a", "2026-11-25p"),
}
_SAID: dict[Field, Answer] = {
    Field.REMEDY: Answer(code=Remedy.REDO),
    Field.MONEY: Answer(text="300", amount=30_000),
    Field.EVIDENCE: Answer(files=("photo:a",) * MOST_FILES),
    Field.VISIT: Answer(code="2026-11-24a", since=at(hours=22), until=at(hours=26)),
    Field.ENTRY: Answer(text="ok", code=YES),
    Field.CALLED: Answer(skipped=True),
}


def form_samples(text: str, number: str) -> list[Notice]:
    """Return them, with this text wherever somebody else chose the words."""
    lines = tuple(
        n.AnswerLine(field=field, answer=_SAID.get(field, Answer(text=text, since=at(), until=at(hours=1))))
        for field in Field
    )
    return [
        *(n.FormOffer(kind=kind, more=more) for kind in FormKind for more in (True, False)),
        *(
            n.FormQuestion(
                kind=kind,
                step=123_456,
                field=field,
                choices=_CHOICES.get(field, ()),
                may_skip=may,
                first=may,
                answered=not may,
                longest=200,
                files=3,
                number=number,
            )
            for kind in FormKind
            for field in Field
            for may in (True, False)
        ),
        *(
            n.FormQuestion(kind=kind, step=0, field=field, longest=200, trouble=trouble)
            for kind in (FormKind.REPAIR, FormKind.REPORT)
            for field in (Field.EVIDENCE, Field.PLACE)
            for trouble in Trouble
        ),
        *(
            n.FormQuestion(kind=kind, step=0, field=Field.WHAT, files=3, remark=remark, number=number)
            for kind in FormKind
            for remark in n.Remark
        ),
        *(n.FormReadBack(kind=kind, step=9, lines=lines) for kind in FormKind),
        *(n.FormReadBack(kind=FormKind.REPAIR, step=9, lines=lines[:2], trouble=trouble) for trouble in Trouble),
        n.FormReadBack(kind=FormKind.REPAIR, step=9, remark=n.Remark.BEGUN_BY_AGENT, number=number),
        *(n.FormPaused(kind=kind, step=9) for kind in FormKind),
        *(n.FormWhileWaiting(kind=kind) for kind in FormKind),
        *(n.FormRests(kind=kind) for kind in FormKind),
        *(n.FormLeft(kind=kind, fields=fields) for kind in FormKind for fields in ((), tuple(Field))),
        *(n.FormGivenUp(kind=kind) for kind in FormKind),
        *(n.SameFormAgain(kind=FormKind.REPAIR, step=9, number=no) for no in ("", text[:20])),
        *(
            n.FormTold(outcome=outcome, kind=kind, fields=fields, number=number)
            for outcome in n.FormOutcome
            for kind in (None, FormKind.REPAIR)
            for fields in ((), tuple(Field))
        ),
    ]
