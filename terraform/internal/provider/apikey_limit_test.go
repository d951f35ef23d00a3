package provider_test

import (
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

const narrow = ofProject + `
  scopes = [
    { database = "default", access = "READ" },
    { database = "shop", collection = "products", access = "READ_WRITE" },
  ]
  ip_allowlist = ["192.0.2.0/24", "2001:db8::1"]
`

func TestNarrowedAPIKeyLives(t *testing.T) {
	p := anyPlatform(t)
	project := unusedName()
	wider := ofProject + `
  scopes       = [{ database = "default", access = "READ" }]
  ip_allowlist = ["192.0.2.0/24", "2001:db8::1"]
`
	elsewhere := ofProject + `
  scopes       = [{ database = "default", access = "READ" }]
  ip_allowlist = ["192.0.2.0/24"]
`
	p.run(t,
		resource.TestStep{
			Config: p.config(project, p.apiKey(narrow)),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theKey, "scopes.#", "2"),
				resource.TestCheckTypeSetElemNestedAttrs(theKey, "scopes.*",
					map[string]string{"database": "shop", "collection": "products", "access": "READ_WRITE"}),
				resource.TestCheckTypeSetElemAttr(theKey, "ip_allowlist.*", "2001:db8::1"),
			),
		},
		resource.TestStep{ResourceName: theKey, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"secret"}},
		resource.TestStep{
			Config: p.config(project, p.apiKey(wider)),
			ConfigPlanChecks: before(
				plancheck.ExpectResourceAction(theKey, plancheck.ResourceActionReplace),
			),
		},
		resource.TestStep{
			Config:           p.config(project, p.apiKey(elsewhere)),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theKey, plancheck.ResourceActionReplace)),
		},
	)
}

func TestLimitsThatCannotBeAreFoundWhilePlanning(t *testing.T) {
	p := fakePlatform(t)
	admin := `
  project_id = aerie_project.test.id
  role       = "PROJECT_ADMIN"
`
	for attributes, want := range map[string]string{
		ofProject + `ip_allowlist = ["192.0.2.0/33"]`:                       `(?s)"192.0.2.0/33" must be an IP address or a range`,
		ofProject + `ip_allowlist = ["office"]`:                             `(?s)"office" must be an IP address or a range`,
		ofProject + `ip_allowlist = []`:                                     `at least 1 elements`,
		ofProject + `scopes = [{ database = "default", access = "WRITE" }]`: `(?s)access.* value must be one of`,
		ofProject + `scopes = [{ database = "", access = "READ" }]`:         `(?s)database.* string length must be between`,
		ofProject + `scopes = []`:                                           `at least 1 elements`,
		admin + `scopes = [{ database = "default", access = "READ" }]`:      `(?s)Scopes that cannot be.*choose\s+DATA_VIEWER`,
		admin + `cluster_ids = ["cls_1"]`:                                   `(?s)Clusters that cannot be.*choose\s+DATA_VIEWER`,
		ofProject + `expires_at = "2020-01-01T00:00:00Z"`:                   `(?s)A time that is over.*Choose a\s+later time`,
		ofProject + `expires_at = "tomorrow"`:                               `(?s)Invalid RFC3339`,
		ofProject + `rotation_overlap_seconds = 2592001`:                    `rotation_overlap_seconds value must be between`,
		`project_id = aerie_project.test.id` + "\n" + `role = "rol"`:        `(?s)role must\s+be one of.*rol_…`,
	} {
		p.run(t, resource.TestStep{Config: p.config("team", p.apiKey(attributes)), ExpectError: wrapped(want)})
	}
	if sent := p.fake.Sent(http.MethodPost); len(sent) > 0 {
		t.Errorf("%d requests were sent for configurations that are wrong", len(sent))
	}
}
