"""People of a customer sign in to the console by their own identity provider, in a browser."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.customer import CLIENT_SECRET, PASSWORD, CustomerRealm
from support.tools import run
from support.waiting import eventually


@pytest.fixture(scope="module")
def customer(platform):
    return CustomerRealm(platform.part("keycloak")["address"], platform.secret("keycloakAdminPassword"))


@pytest.fixture
def path(organization):
    return f"/organizations/{organization.id}/sso-connections"


def connection(owner, names, path, domain, provider):
    """A connection of an organisation whose domain is proven as its administrator is told to."""
    made = owner.post(path, {"name": "Northwind", "domain": domain, **provider})
    names.add(made["domainRecord"]["name"], made["domainRecord"]["value"])
    owner.post(f"{path}/{made['id']}:verify-domain")
    return made


def in_a_browser(script, api_url, password, pictures, **more):
    run(["node", f"e2e/{script}.mjs"], "console-ui", {
        "AERIE_CONSOLE_URL": api_url, "AERIE_CONSOLE_PASSWORD": password, "AERIE_SCREENSHOTS": str(pictures), **more})


@pytest.mark.parametrize("protocol", ["OIDC", "SAML"])
def test_a_person_comes_by_the_customers_provider(
        protocol, api_url, organization, owner, path, names, customer, tmp_path):
    domain = f"{protocol.lower()}.northwind.example"
    email = f"dana@{domain}"
    customer.add_person(email)
    if protocol == "OIDC":
        made = connection(owner, names, path, domain, {"protocol": "OIDC", "oidc": {
            "issuer": customer.issuer, "clientId": domain, "clientSecret": CLIENT_SECRET}})
        customer.add_oidc_client(domain, made["oidc"]["redirectUri"])
    else:
        made = connection(owner, names, path, domain, {
            "protocol": "SAML", "saml": {"metadataUrl": customer.metadata_url}})
        customer.add_service_provider(owner.send("GET", f"{path}/{made['id']}/service-provider-metadata").text)
    tested = owner.post(f"{path}/{made['id']}:test")
    assert tested["ok"], tested

    in_a_browser("sso", api_url, PASSWORD, tmp_path, AERIE_CONSOLE_USER=email)

    members = owner.items(f"/organizations/{organization.id}/members?limit=100")
    assert [member["role"] for member in members if member["name"] == email] == ["MEMBER"]


def test_a_person_whom_no_role_is_for_sees_why(api_url, organization, owner, path, names, customer, tmp_path):
    domain = "roleless.northwind.example"
    email = f"dana@{domain}"
    customer.add_person(email)
    made = connection(owner, names, path, domain, {"protocol": "OIDC", "defaultRole": "NONE", "oidc": {
        "issuer": customer.issuer, "clientId": domain, "clientSecret": CLIENT_SECRET}})
    customer.add_oidc_client(domain, made["oidc"]["redirectUri"])

    in_a_browser("sso", api_url, PASSWORD, tmp_path, AERIE_CONSOLE_USER=email, AERIE_SSO_REFUSAL="SSO_NO_ROLE")

    members = owner.items(f"/organizations/{organization.id}/members?limit=100")
    assert email not in [member["name"] for member in members]


def test_an_owner_sets_it_up_in_the_console(platform, api_url, owner, path, project, names, customer, tmp_path):
    domain = "console.northwind.example"

    def connected():
        return next((one for one in owner.items(f"{path}?limit=100") if one["domain"] == domain), None)

    with ThreadPoolExecutor() as pool:
        console = pool.submit(
            in_a_browser, "sso-setup", api_url, platform.secret("adminPassword"), tmp_path,
            AERIE_CONSOLE_PROJECT=project["id"], AERIE_SSO_DOMAIN=domain,
            AERIE_SSO_METADATA_URL=customer.metadata_url)
        made = eventually(lambda: console.done() or connected(), 60, "the console has made the connection")
        if made is not True:
            names.add(made["domainRecord"]["name"], made["domainRecord"]["value"])
        console.result()

    assert connected()["domainVerifiedAt"]
    assert not connected()["saml"]["metadataUrl"]
    assert not connected()["enforced"]
