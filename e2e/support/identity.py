"""Access tokens of Keycloak for the first user."""

import requests

USER = "admin@aerie.local"


def access_token(issuer, password):
    """Sign the first user in by the client aerie-local (direct grant: the local platform only)."""
    answer = requests.post(
        f"{issuer}/protocol/openid-connect/token", timeout=30,
        data={"grant_type": "password", "client_id": "aerie-local", "username": USER, "password": password, "scope": "openid"},
    )
    assert answer.ok, f"{answer.status_code} {answer.text}"
    return answer.json()["access_token"]
