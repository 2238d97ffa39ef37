from tests.kit.tested_on import postgres, tested_on

__all__ = ["postgres", "tested_on"]
