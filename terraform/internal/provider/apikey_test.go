package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

const theKey = "aerie_api_key.test"

const ofProject = `
  project_id = aerie_project.test.id
  role       = "DATA_VIEWER"
`

func TestAPIKeyLives(t *testing.T) {
	p := anyPlatform(t)
	project := unusedName()
	expiring := ofProject + `expires_at = "2099-01-01T00:00:00+00:00"`
	p.run(t,
		resource.TestStep{
			Config: p.config(project, p.apiKey(expiring)),
			ConfigPlanChecks: before(
				plancheck.ExpectSensitiveValue(theKey, tfjsonpath.New("secret")),
			),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theKey, "id", regexp.MustCompile(`^key_`)),
				resource.TestMatchResourceAttr(theKey, "secret", regexp.MustCompile(`^aerie_`)),
			),
		},
		resource.TestStep{
			ResourceName: theKey, ImportState: true, ImportStateVerify: true,
			ImportStateVerifyIgnore: []string{"secret", "expires_at"},
			ImportStateCheck: func(states []*terraform.InstanceState) error {
				if secret, there := states[0].Attributes["secret"]; there {
					return fmt.Errorf("an imported key has the secret %q", secret)
				}
				return nil
			},
		},
		resource.TestStep{
			Config:           p.config(project, p.apiKey(ofProject)),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theKey, plancheck.ResourceActionReplace)),
		},
	)
}

func TestImportedAPIKeyPlansNothing(t *testing.T) {
	p := anyPlatform(t)
	config := p.config(unusedName(), p.apiKey(ofProject))
	p.run(t,
		resource.TestStep{Config: config},
		resource.TestStep{
			Config: config, ResourceName: theKey, ImportState: true, ImportStateKind: resource.ImportBlockWithID,
			ImportPlanChecks: resource.ImportPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(theKey, plancheck.ResourceActionNoop)}},
		},
	)
}

func TestRevokedAPIKeyIsMadeAgain(t *testing.T) {
	p := fakePlatform(t)
	config := p.config("team", p.apiKey(ofProject))
	p.run(t,
		resource.TestStep{Config: config, ExpectNonEmptyPlan: true, Check: func(state *terraform.State) error {
			p.fake.Set(state.RootModule().Resources[theKey].Primary.ID, "revokedAt", "2026-01-02T00:00:00Z")
			return nil
		}},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theKey, plancheck.ResourceActionCreate))},
	)
}

func TestRoleAndProjectOfAnAPIKeyMustFit(t *testing.T) {
	p := fakePlatform(t)
	for attributes, want := range map[string]string{
		`role = "DATA_VIEWER"`: `Set\s+project_id`,
		`role = "KING"`:        `(?s)role must\s+be one of`,
		`project_id = aerie_project.test.id` + "\n" + `role = "ORGANIZATION_OWNER"`: `A project that cannot be`,
	} {
		p.run(t, resource.TestStep{Config: p.config("team", p.apiKey(attributes)), ExpectError: regexp.MustCompile(want)})
	}
}
