package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

const theAccount = "aerie_service_account.test"

func (p platform) serviceAccount(attributes string) string {
	return fmt.Sprintf(`
resource "aerie_service_account" "test" {
  organization_id = %q
  name            = "deployer"
  %s
}
`, p.organization, attributes)
}

const adminOfProject = `projects = [{ project_id = aerie_project.test.id, role = "PROJECT_ADMIN" }]`

func TestServiceAccountLives(t *testing.T) {
	p := anyPlatform(t)
	project := unusedName()
	secret := statecheck.CompareValue(compare.ValuesDiffer())
	differ := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{secret.AddStateValue(theAccount, tfjsonpath.New("secret"))}
	}
	p.run(t,
		resource.TestStep{
			Config:            p.config(project, p.serviceAccount(adminOfProject)),
			ConfigStateChecks: differ(),
			ConfigPlanChecks:  before(plancheck.ExpectSensitiveValue(theAccount, tfjsonpath.New("secret"))),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theAccount, "id", regexp.MustCompile(`^sac_`)),
				resource.TestCheckResourceAttr(theAccount, "role", "MEMBER"),
				resource.TestCheckResourceAttr(theAccount, "projects.#", "1"),
				resource.TestCheckResourceAttrSet(theAccount, "secret"),
				resource.TestMatchResourceAttr(theAccount, "token_url", regexp.MustCompile(`^https?://`)),
			),
		},
		resource.TestStep{
			ResourceName: theAccount, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theAccount),
			ImportStateVerifyIgnore: []string{"secret", "token_url"},
		},
		resource.TestStep{
			Config: p.config(project, p.serviceAccount(`
  projects         = []
  disabled         = true
  rotation_trigger = "summer"`)),
			ConfigStateChecks: differ(),
			ConfigPlanChecks: before(
				plancheck.ExpectResourceAction(theAccount, plancheck.ResourceActionUpdate),
				plancheck.ExpectUnknownValue(theAccount, tfjsonpath.New("secret")),
			),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theAccount, "projects.#", "0"),
				resource.TestCheckResourceAttr(theAccount, "disabled", "true"),
			),
		},
	)
}

func TestServiceAccountCanBeginDisabled(t *testing.T) {
	p := anyPlatform(t)
	p.run(t, resource.TestStep{
		Config: p.provider() + p.serviceAccount(`disabled = true`),
		Check:  resource.TestCheckResourceAttr(theAccount, "disabled", "true"),
	})
}

func TestRolesInProjectsThatAreNotNamedAreLeftAlone(t *testing.T) {
	p := fakePlatform(t)
	named := p.config("team", p.serviceAccount(adminOfProject))
	silent := p.config("team", p.serviceAccount(`role = "BILLING_ADMIN"`))
	p.run(t,
		resource.TestStep{Config: named},
		resource.TestStep{Config: silent, Check: func(state *stateOf) error {
			return p.wantProjects(state, theAccount, 1)
		}},
	)
}

func TestServiceAccountRemovedElsewhereIsMadeAgain(t *testing.T) {
	p := fakePlatform(t)
	config := p.provider() + p.serviceAccount("")
	p.run(t,
		resource.TestStep{Config: config, Check: removeBehind(p, theAccount), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theAccount, plancheck.ResourceActionCreate))},
	)
}

func TestServiceAccountsThatCannotBe(t *testing.T) {
	p := fakePlatform(t)
	for attributes, want := range map[string]string{
		`role = "PROJECT_ADMIN"`:                                 `role value must be one of`,
		`projects = [{ project_id = "prj_1", role = "MEMBER" }]`: `(?s)role must\s+be one of DATA_VIEWER`,
		`projects = [
    { project_id = "prj_1", role = "DATA_VIEWER" },
    { project_id = "prj_1", role = "DATA_ADMIN" },
  ]`: `(?s)prj_1 is named twice`,
		`projects = [{ project_id = "prj_none", role = "DATA_VIEWER" }]`: `(?s)projects\s+=.*are not\s+projects of the organization`,
	} {
		p.run(t, resource.TestStep{Config: p.provider() + p.serviceAccount(attributes), ExpectError: wrapped(want)})
	}
}
