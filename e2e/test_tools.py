"""Terraform and the console, against the running platform."""

from support.tools import run


def test_terraform_provider(api_url, organization, cluster):
    """The provider's own tests with the real terraform CLI; `cluster` shows that the region is ready."""
    told = run(["go", "test", "-count=1", "-v", "./internal/provider"], "terraform", {
        "AERIE_API_URL": api_url, "AERIE_API_KEY": organization.key["secret"], "AERIE_ORGANIZATION_ID": organization.id,
    })

    assert "--- PASS: TestClusterLives" in told


def test_console_in_a_browser(platform, api_url, cluster):
    """The console's own browser tests: sign in, create a cluster, see it run."""
    run(["npm", "run", "e2e"], "console-ui", {
        "AERIE_CONSOLE_URL": api_url, "AERIE_CONSOLE_PASSWORD": platform.secret("adminPassword"),
    })
