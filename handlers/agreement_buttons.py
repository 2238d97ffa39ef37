"""What the buttons carry by which a customer agrees that a complaint is settled, or does not.

1xy:7:1      case 7 is settled by its first remedy      1xn:7:1      it is not
"""

import re
from dataclasses import dataclass

from handlers.carrying import Named


@dataclass(frozen=True, slots=True)
class AgreementButton:
    """Agree to a remedy of a case, or do not."""

    case: int
    remedy: int
    agreed: bool


_FORM = re.compile("1x([yn]):([1-9][0-9]{0,17}):([1-9][0-9]{0,17})", re.ASCII)


def pack_agreement(button: AgreementButton) -> str:
    """Return the data of a button, at most 64 bytes."""
    return f"1x{'y' if button.agreed else 'n'}:{button.case}:{button.remedy}"


def unpack_agreement(data: str, _: Named) -> AgreementButton | None:
    """Return what a button means, or None if it is none of ours."""
    found = _FORM.fullmatch(data)
    return AgreementButton(int(found[2]), int(found[3]), found[1] == "y") if found else None
