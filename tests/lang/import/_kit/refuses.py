raise ImportError("own words")
