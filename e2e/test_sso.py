"""People of a customer sign in to the console by their own identity provider, in a browser."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.customer import CLIENT_SECRET, PASSWORD, CustomerRealm
from support.tools import run
from support.waiting import eventually


@pytest.fixture(scope="module")
def customer(platform):
    return CustomerRealm(platform.part("keycloak")["address"], platform.secret("keycloakAdminPassword"))


def connection(owner, names, path, body):
    """A connection of an organisation whose domain is proven as its administrator is told to."""
    made = owner.post(path, {"name": "Northwind", **body})
    names.add(made["domainRecord"]["name"], made["domainRecord"]["value"])
    owner.post(f"{path}/{made['id']}:verify-domain")
    return made


def signs_in(api_url, email, pictures):
    run(["node", "e2e/sso.mjs"], "console-ui", {
        "AERIE_CONSOLE_URL": api_url, "AERIE_CONSOLE_USER": email, "AERIE_CONSOLE_PASSWORD": PASSWORD,
        "AERIE_SCREENSHOTS": str(pictures)})


@pytest.mark.parametrize("protocol", ["OIDC", "SAML"])
def test_a_person_comes_by_the_customers_provider(protocol, api_url, organization, names, customer, tmp_path):
    owner, path = organization.owner, f"/organizations/{organization.id}/sso-connections"
    domain = f"{protocol.lower()}.northwind.example"
    email = f"dana@{domain}"
    customer.add_person(email)
    if protocol == "OIDC":
        made = connection(owner, names, path, {
            "domain": domain, "protocol": "OIDC",
            "oidc": {"issuer": customer.issuer, "clientId": domain, "clientSecret": CLIENT_SECRET}})
        customer.add_oidc_client(domain, made["oidc"]["redirectUri"])
    else:
        made = connection(owner, names, path, {
            "domain": domain, "protocol": "SAML", "saml": {"metadataUrl": customer.metadata_url}})
        customer.add_service_provider(owner.send("GET", f"{path}/{made['id']}/service-provider-metadata").text)
    tested = owner.post(f"{path}/{made['id']}:test")
    assert tested["ok"], tested

    signs_in(api_url, email, tmp_path)

    members = owner.items(f"/organizations/{organization.id}/members?limit=100")
    assert [member["role"] for member in members if member["name"] == email] == ["MEMBER"]


def test_an_owner_sets_it_up_in_the_console(platform, api_url, organization, project, names, customer, tmp_path):
    owner, path = organization.owner, f"/organizations/{organization.id}/sso-connections"
    domain = "console.northwind.example"

    def connected():
        return next((one for one in owner.items(f"{path}?limit=100") if one["domain"] == domain), None)

    with ThreadPoolExecutor() as pool:
        console = pool.submit(run, ["node", "e2e/sso-setup.mjs"], "console-ui", {
            "AERIE_CONSOLE_URL": api_url, "AERIE_CONSOLE_PASSWORD": platform.secret("adminPassword"),
            "AERIE_CONSOLE_PROJECT": project["id"], "AERIE_SSO_DOMAIN": domain,
            "AERIE_SSO_METADATA_URL": customer.metadata_url, "AERIE_SCREENSHOTS": str(tmp_path)})
        made = eventually(lambda: console.done() or connected(), 60, "the console has made the connection")
        if made is not True:
            names.add(made["domainRecord"]["name"], made["domainRecord"]["value"])
        console.result()

    assert connected()["domainVerifiedAt"]
    assert not connected()["enforced"]
