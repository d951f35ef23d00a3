"""The identity provider of a customer: another realm of the platform's Keycloak, with people of its own."""

import requests

REALM = "customer"
PASSWORD = "correct horse battery"
CLIENT_SECRET = "customers-own-secret"


class CustomerRealm:
    """Made at once; what is added stays as long as the platform."""

    def __init__(self, base, administrator_password):
        self.base = base
        answer = requests.post(
            f"{base}/realms/master/protocol/openid-connect/token", timeout=30,
            data={"grant_type": "password", "client_id": "admin-cli", "username": "keycloak-admin",
                  "password": administrator_password})
        answer.raise_for_status()
        self.headers = {"Authorization": "Bearer " + answer.json()["access_token"]}
        self.send("", {"realm": REALM, "enabled": True})

    @property
    def issuer(self):
        return f"{self.base}/realms/{REALM}"

    @property
    def metadata_url(self):
        return f"{self.issuer}/protocol/saml/descriptor"

    def add_person(self, email):
        self.send(f"/{REALM}/users", {
            "username": email, "email": email, "emailVerified": True, "enabled": True, "firstName": "Dana",
            "lastName": "Reyes", "credentials": [{"type": "password", "value": PASSWORD}]})

    def add_oidc_client(self, client_id, redirect_uri):
        self.send(f"/{REALM}/clients", {
            "clientId": client_id, "enabled": True, "publicClient": False, "secret": CLIENT_SECRET,
            "redirectUris": [redirect_uri]})

    def add_service_provider(self, metadata):
        """By the metadata that an administrator is told to upload."""
        client = self.send(f"/{REALM}/client-description-converter", metadata).json()
        client["protocolMappers"] = [
            {"name": name, "protocol": "saml", "protocolMapper": "saml-user-property-mapper",
             "config": {"user.attribute": name, "attribute.name": name, "attribute.nameformat": "Basic"}}
            for name in ("email", "firstName", "lastName")]
        self.send(f"/{REALM}/clients", client)

    def send(self, path, body):
        sent = {"data": body} if isinstance(body, str) else {"json": body}
        content = {"Content-Type": "application/json"}
        answer = requests.post(
            f"{self.base}/admin/realms{path}", headers={**self.headers, **content}, timeout=30, **sent)
        assert answer.ok, f"{path}: {answer.status_code} {answer.text}"
        return answer
