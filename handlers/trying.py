"""What an editor reads who tries a question: what a customer would get, how sure that is, which entries are near."""

from desk.library.notices import Guess, QuestionTried, Tried, TriedStep
from handlers.buttons import Button
from handlers.editor_buttons import OpenEntry
from handlers.lettering import cut, escape, fitted, one_line
from handlers.spoken import Spoken, Voice, keyboard

_TEXT = 100
_LINE = 60
_ID = 64
_LOOKED_UP = frozenset({Tried.ANSWERED, Tried.UNEARNED, Tried.OFFERED, Tried.NOTHING, Tried.REGISTERED})


def tried(voice: Voice, notice: QuestionTried) -> Spoken:
    """Say what would become of the words, and name the entries in the running, each to be opened."""
    words = voice.words
    lines = [words("tried.head", text=_short(notice.text, _TEXT))]
    lines += [_step(voice, one) for one in notice.steps]
    if all(one.outcome not in _LOOKED_UP for one in notice.steps):
        return Spoken(fitted(lines))
    lines += [_sure(voice, notice), ""] if notice.guesses else [words("tried.none")]
    lines += [_guess(voice, place, guess) for place, guess in enumerate(notice.guesses, start=1)]
    opens: list[list[tuple[str, Button]]] = [
        [(cut(f"{place}. {one_line(guess.question)}", _LINE), OpenEntry(guess.entry_id))]
        for place, guess in enumerate(notice.guesses, start=1)
    ]
    return Spoken(fitted(lines), keyboard(*opens))


def _step(voice: Voice, step: TriedStep) -> str:
    kind = f"_{step.kind.value}" if step.kind is not None else "_exact" if step.exact else ""
    return voice.words(f"tried.{step.outcome.value}{kind}", question=_short(step.question, _LINE))


def _sure(voice: Voice, notice: QuestionTried) -> str:
    key = "tried.sure" if notice.answer_from < 1 else "tried.sure_never"
    figures = {
        "confidence": round(100 * notice.confidence),
        "answer_from": round(100 * notice.answer_from),
        "suggest_from": round(100 * notice.suggest_from),
    }
    return voice.words(key, **figures)


def _guess(voice: Voice, place: int, guess: Guess) -> str:
    return voice.words(
        "tried.line",
        place=place,
        question=_short(guess.question, _LINE),
        share=round(100 * guess.share),
        id=_short(guess.entry_id, _ID),
        phrasing=_short(guess.phrasing, _LINE),
    )


def _short(text: str, most: int) -> str:
    return escape(cut(one_line(text), most))
