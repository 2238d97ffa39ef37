"""How much to do at once, where others wait until it is done."""


class Portion:
    """As much as takes about so many seconds by how long it took last; at least one thing, at most so many.

    It begins with a tenth of the most, and is never more than twice what it was.
    """

    __slots__ = ("_most", "_seconds", "size")

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self.size = max(most // 10, 1)

    def took(self, count: int, seconds: float) -> None:
        """Learn how many seconds so many things have taken."""
        if count:
            fits = self._most if seconds <= 0 else int(count * self._seconds / seconds)
            self.size = min(max(fits, 1), self._most, 2 * self.size)
