__all__ = ["b", "missing"]
