package provider_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

const theProject = "aerie_project.test"

func TestProjectLives(t *testing.T) {
	p := anyPlatform(t)
	first, second := unusedName(), unusedName()
	p.run(t,
		resource.TestStep{
			Config: p.config(first, ""),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theProject, "name", first),
				resource.TestMatchResourceAttr(theProject, "id", regexp.MustCompile(`^prj_`)),
				resource.TestCheckResourceAttrSet(theProject, "created_at"),
			),
		},
		resource.TestStep{ResourceName: theProject, ImportState: true, ImportStateVerify: true},
		resource.TestStep{
			Config:           p.config(second, ""),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theProject, plancheck.ResourceActionUpdate)),
			Check:            resource.TestCheckResourceAttr(theProject, "name", second),
		},
	)
}

func TestProjectRemovedElsewhereIsMadeAgain(t *testing.T) {
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config:             p.config("team", ""),
		Check:              removeBehind(p, theProject),
		ExpectNonEmptyPlan: true,
	}, resource.TestStep{
		Config:           p.config("team", ""),
		ConfigPlanChecks: before(plancheck.ExpectResourceAction(theProject, plancheck.ResourceActionCreate)),
	})
}

func TestTakenProjectNameStandsAtTheName(t *testing.T) {
	p := anyPlatform(t)
	name := unusedName()
	const twin = `
resource "aerie_project" "twin" {
  organization_id = aerie_project.test.organization_id
  name            = aerie_project.test.name
}
`
	p.run(t, resource.TestStep{
		Config:      p.config(name, twin),
		ExpectError: regexp.MustCompile(`(?s)Create project failed.*NAME_TAKEN`),
	})
}

func TestWrongCredentialSaysWhereToLook(t *testing.T) {
	p := anyPlatform(t)
	p.key = "aerie_wrong"
	p.run(t, resource.TestStep{
		Config:      p.config(unusedName(), ""),
		ExpectError: regexp.MustCompile(`(?s)Create project failed.*AERIE_API_KEY`),
	})
}

func TestProviderNeedsAnAddressAndAKey(t *testing.T) {
	t.Setenv("AERIE_API_URL", "")
	t.Setenv("AERIE_API_KEY", "")
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config:      `provider "aerie" {}` + "\n" + `data "aerie_regions" "all" {}`,
		ExpectError: regexp.MustCompile(`(?s)Missing api_url.*AERIE_API_URL.*Missing api_key`),
	}, resource.TestStep{
		Config:      `provider "aerie" { api_url = "localhost" }` + "\n" + `data "aerie_regions" "all" {}`,
		ExpectError: regexp.MustCompile(`Missing api_key`),
	}, resource.TestStep{
		Config: `
provider "aerie" {
  api_url = "localhost"
  api_key = "k"
}
data "aerie_regions" "all" {}
`,
		ExpectError: regexp.MustCompile(`not an http or https URL`),
	})
}

func before(checks ...plancheck.PlanCheck) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: checks}
}

func removeBehind(p platform, address string) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		p.fake.Remove(state.RootModule().Resources[address].Primary.ID)
		return nil
	}
}
