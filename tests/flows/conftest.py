from tests.kit.tested_on import left_behind, postgres, tested_on

__all__ = ["left_behind", "postgres", "tested_on"]
