"""The verbs of `./aerie` for users, as they type them."""

import html
import json
import os
import re
import subprocess
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener

from support.identity import USER
from support.launcher import CHECKOUT

AERIE = str(CHECKOUT / "aerie")
SECONDS = 400  # --wait takes as long as an operation does


class Cli:
    """The command line with a folder of its own for the sign-in."""

    def __init__(self, folder, **variables):
        self.environment = {**os.environ, "AERIE_CONFIG_DIR": str(folder), **variables}

    def run(self, *arguments):
        return subprocess.run(
            [AERIE, *arguments], env=self.environment, capture_output=True, text=True, timeout=SECONDS,
            stdin=subprocess.DEVNULL, check=False)

    def json(self, *arguments):
        done = self.run(*arguments, "-o", "json")
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return json.loads(done.stdout)

    def refused(self, *arguments):
        done = self.run(*arguments)
        assert done.returncode == 1, f"{arguments}: exit {done.returncode} {done.stdout}{done.stderr}"
        return done.stderr

    def login(self, url, password):
        """Sign in; a browser's part is played by following Keycloak's forms."""
        with subprocess.Popen(
            [AERIE, "login", "--url", url], env=self.environment, stderr=subprocess.PIPE, text=True,
            stdin=subprocess.DEVNULL) as running:
            try:
                line = running.stderr.readline()
                found = re.search(r"Open (\S+) and confirm the code (\S+)", line)
                assert found, line
                confirm(found[1], password)
                told = running.stderr.read()
                assert running.wait(SECONDS) == 0, told
                return told
            finally:
                running.kill()


def confirm(url, password):
    # Browsers send cookies that are for TLS only to 127.0.0.1 without it too.
    cookies = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))
    browser = build_opener(HTTPCookieProcessor(cookies))
    page = browser.open(url, timeout=30)
    page = submit(browser, page, {"username": USER, "password": password})
    page = submit(browser, page, {"accept": "Yes"})
    assert page.status == 200


def submit(browser, page, fields):
    text = page.read().decode()
    form = re.search(r"<form[^>]*action=\"([^\"]+)\".*?</form>", text, re.DOTALL)
    assert form, text
    hidden = dict(re.findall(r"<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"", form[0]))
    address = urljoin(page.url, html.unescape(form[1]))
    return browser.open(address, data=urlencode({**hidden, **fields}).encode(), timeout=30)
