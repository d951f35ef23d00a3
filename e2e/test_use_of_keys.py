"""What is told of the use of keys with clusters."""

from support import vectors
from support.waiting import eventually

# The agent asks pods once a minute, and tells with its next report. Tests before this one have used the key already.
TOLD_SECONDS = 200


def test_a_key_that_only_clusters_have_seen_shows_when_it_was_used(owner, key, client, collection):
    assert vectors.nearest(client, collection, 42, limit=1) == [42]

    eventually(lambda: owner.get(f"/api-keys/{key['id']}")["lastUsedAt"], TOLD_SECONDS, "the use of the key is told")
