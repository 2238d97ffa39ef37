"""What customers and agents say and press about a form in a script."""

from dataclasses import dataclass, replace

from desk import commands as c
from desk.content import Kind
from desk.forms.form import FormKind
from desk.forms.moves import Press
from desk.people import Agent
from tests.kit.cast import LIN, MEI
from tests.kit.lines import NOW, Stage, in_chat, in_topic


@dataclass(frozen=True)
class StartForm:
    """Mei presses "register it"."""

    kind: FormKind = FormKind.REPAIR

    def command(self, _: Stage) -> c.Command:
        return c.StartForm(kind=self.kind, customer=MEI, origin=in_chat())


@dataclass(frozen=True)
class PressForm:
    """Mei presses below a question of a step."""

    step: int
    what: Press

    def command(self, _: Stage) -> c.Command:
        return c.PressForm(step=self.step, what=self.what, customer=MEI, origin=in_chat())


@dataclass(frozen=True)
class BeginForm:
    """Lin begins a form for Mei, or fills in more of it."""

    kind: FormKind | None = None
    words: str = ""
    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.BeginForm(agent=self.by.user_id, origin=in_topic(), kind=self.kind, words=self.words)


@dataclass(frozen=True)
class FileForm:
    """Lin has read it back by phone."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.FileForm(agent=self.by.user_id, origin=in_topic())


@dataclass(frozen=True)
class DropForm:
    """Lin gives it up."""

    by: Agent = LIN

    def command(self, _: Stage) -> c.Command:
        return c.DropForm(agent=self.by.user_id, origin=in_topic())


@dataclass(frozen=True)
class BeginReport:
    """The work of a case is done, and its worker is asked for the report."""

    case: int = 4

    def command(self, _: Stage) -> c.Command:
        return c.BeginReport(case=self.case)


@dataclass(frozen=True)
class SendPhoto:
    """Mei sends a photo, of an album or alone."""

    file: str
    album: str | None = None
    caption: str = ""

    def command(self, stage: Stage) -> c.Command:
        content = stage.content(MEI.chat_id, self.caption, kind=Kind.PHOTO, album=self.album, ago=NOW)
        return c.Say(customer=MEI, content=replace(content, file_id=self.file))


@dataclass(frozen=True)
class SayAtOnce:
    """Mei writes several messages in one breath."""

    texts: tuple[str, ...]

    def command(self, stage: Stage) -> c.Command:
        contents = [stage.content(MEI.chat_id, text, kind=Kind.TEXT, album=None, ago=NOW) for text in self.texts]
        return c.Say(customer=MEI, content=contents[-1], earlier=tuple(contents[:-1]))
