"""Calls every endpoint of the OpenAPI description with requests made from it, right and wrong ones.

No answer may be a 5xx (but for 503, which is documented), one that the description does not have, or a body that is not as its
schema says. Ids that are made up come no further than a 404, so everything is called once more with those of what there is.
"""

import json
import os
import re

import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

URL = os.environ["AERIE_TEST_URL"]
CREDENTIAL = {"Authorization": f"Bearer {os.environ['AERIE_TEST_KEY']}"}
THERE = json.loads(os.environ["AERIE_TEST_THERE"])  # an id by the noun that stands before it in an address
FIELDS = {"organizationId": "organizations", "projectId": "projects", "region": "regions"}
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)

schema = (
    schemathesis.openapi.from_url(f"{URL}/q/openapi?format=json")
    .include(path_regex="^/v1/")
    # A stream does not end by itself.
    .exclude(path="/v1/events")
)
kept = schema.exclude(method="DELETE")
# Nothing is left to call once these are gone.
removed = schema.exclude(method=["GET", "POST", "PUT", "PATCH"]).exclude(
    path_regex=r"^/v1/(clusters|projects|organizations|regions)/\{\w+\}$"
)

SECONDS = 60
EXAMPLES = int(os.environ.get("AERIE_TEST_EXAMPLES", "25"))


def calls(most):
    return settings(max_examples=most, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@schema.parametrize()
@calls(EXAMPLES)
def test_every_answer_is_documented(case):
    case.call_and_validate(headers=CREDENTIAL, checks=list(CHECKS), timeout=SECONDS)


@kept.parametrize()
@calls(max(1, EXAMPLES // 3))
def test_every_answer_about_what_there_is_is_documented(case):
    aim(case)
    case.call_and_validate(headers=CREDENTIAL | version_in_view(case), checks=list(CHECKS), timeout=SECONDS)


@removed.parametrize()
@calls(1)
def test_every_answer_to_removing_it_is_documented(case):
    """Last, or changes and actions would find nothing; once, as it is there once."""
    aim(case)
    case.call_and_validate(headers=CREDENTIAL, checks=list(CHECKS), timeout=SECONDS)


def aim(case):
    for noun, name in re.findall(r"/([a-z-]+)/\{(\w+)\}", case.path):
        if noun in THERE:
            case.path_parameters[name] = THERE[noun]
    for place in (case.query, case.body):
        if isinstance(place, dict):
            place.update({field: THERE[noun] for field, noun in FIELDS.items() if field in place})


def version_in_view(case):
    """What a change needs to be looked at."""
    if case.method.upper() != "PATCH":
        return {}
    seen = requests.get(URL + case.formatted_path, headers=CREDENTIAL, timeout=SECONDS)
    return {"If-Match": seen.headers["ETag"]} if "ETag" in seen.headers else {}
