"""json: C's encoder and decoder, and the ones in Python (indent, object_pairs_hook)."""

import json


def run():
    document = {"users": [{"id": i, "name": f"user {i}é", "tags": ["a", "b" * (i % 7)], "score": i / 7, "on": i % 2 == 0} for i in range(400)]}
    compact = json.dumps(document)
    pretty = json.dumps(document, indent=2, sort_keys=True)
    pairs = json.loads(pretty, object_pairs_hook=lambda items: dict(items))
    return len(compact) + len(pretty) + sum(user["id"] for user in pairs["users"]) + len(json.loads(compact)["users"])
