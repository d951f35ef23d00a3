package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

const theRole = "aerie_project_role.test"

func (p platform) projectRole(name, attributes string) string {
	return fmt.Sprintf(`
resource "aerie_project_role" "test" {
  organization_id = %q
  name            = %q
  %s
}
`, p.organization, name, attributes)
}

func TestProjectRoleLives(t *testing.T) {
	p := anyPlatform(t)
	first, second := unusedName(), unusedName()
	p.run(t,
		resource.TestStep{
			Config: p.provider() + p.projectRole(first, `permissions = ["CLUSTER_READ", "BACKUP_WRITE"]`),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theRole, "id", regexp.MustCompile(`^rol_`)),
				resource.TestCheckResourceAttr(theRole, "permissions.#", "2"),
				resource.TestCheckResourceAttr(theRole, "data_role", "NONE"),
				resource.TestCheckResourceAttrSet(theRole, "created_at"),
			),
		},
		resource.TestStep{ResourceName: theRole, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theRole)},
		resource.TestStep{
			Config: p.provider() + p.projectRole(second, `
  permissions = ["CLUSTER_READ"]
  data_role   = "DATA_OPERATOR"`),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theRole, plancheck.ResourceActionUpdate)),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theRole, "name", second),
				resource.TestCheckResourceAttr(theRole, "data_role", "DATA_OPERATOR"),
			),
		},
		resource.TestStep{
			Config: p.provider() + p.projectRole(second, `permissions = []`),
			Check:  resource.TestCheckResourceAttr(theRole, "permissions.#", "0"),
		},
	)
}

func TestProjectRoleIsHeldByAPIKeysAndServiceAccounts(t *testing.T) {
	p := anyPlatform(t)
	p.run(t, resource.TestStep{
		Config: p.config(unusedName(), p.projectRole(unusedName(), `
  permissions = ["CLUSTER_READ"]
  data_role   = "DATA_VIEWER"`)+p.apiKey(`
  project_id = aerie_project.test.id
  role       = aerie_project_role.test.id`)+p.serviceAccount(`
  projects = [{ project_id = aerie_project.test.id, role = aerie_project_role.test.id }]`)),
		Check: resource.TestCheckResourceAttrPair(theKey, "role", theRole, "id"),
	})
}

func TestProjectRoleRemovedElsewhereIsMadeAgain(t *testing.T) {
	p := fakePlatform(t)
	config := p.provider() + p.projectRole("operators", `permissions = ["CLUSTER_READ"]`)
	p.run(t,
		resource.TestStep{Config: config, Check: removeBehind(p, theRole), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theRole, plancheck.ResourceActionCreate))},
	)
}

func TestProjectRolesThatCannotBe(t *testing.T) {
	p := fakePlatform(t)
	for attributes, want := range map[string]string{
		`permissions = ["PROJECT_READ"]`:                          `(?s)PROJECT_READ\s+are in every role`,
		`permissions = ["MEMBER_WRITE"]`:                          `(?s)must\s+be one of PROJECT_WRITE`,
		`permissions = []` + "\n" + `data_role = "PROJECT_ADMIN"`: `data_role value must be one of`,
		``: `"permissions" is required`,
	} {
		p.run(t, resource.TestStep{Config: p.provider() + p.projectRole("operators", attributes), ExpectError: wrapped(want)})
	}
	p.run(t, resource.TestStep{
		Config:       p.provider() + p.projectRole("operators", `permissions = []`),
		ResourceName: theRole, ImportState: true, ImportStateId: "rol_1", ExpectError: wrapped(`org_…/rol_…`),
	})
}

func TestProjectRoleIsFoundByName(t *testing.T) {
	p := anyPlatform(t)
	name := unusedName()
	found := func(name string) string {
		return fmt.Sprintf(`
data "aerie_project_role" "found" {
  organization_id = %q
  name            = %q
  depends_on      = [aerie_project_role.test]
}
`, p.organization, name)
	}
	made := p.provider() + p.projectRole(name, `permissions = ["CLUSTER_READ"]`)
	p.run(t,
		resource.TestStep{Config: made + found(name), Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttrPair("data.aerie_project_role.found", "id", theRole, "id"),
			resource.TestCheckResourceAttr("data.aerie_project_role.found", "built_in", "false"),
			resource.TestCheckTypeSetElemAttr("data.aerie_project_role.found", "permissions.*", "PROJECT_READ"),
		)},
		resource.TestStep{Config: made + found("DATA_VIEWER"), Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr("data.aerie_project_role.found", "id", "DATA_VIEWER"),
			resource.TestCheckResourceAttr("data.aerie_project_role.found", "built_in", "true"),
		)},
		resource.TestStep{Config: made + found("KING"), ExpectError: wrapped(`(?s)no role "KING".*DATA_VIEWER`)},
	)
}

// inOrganization is the id by which something of an organisation is imported.
func inOrganization(address string) resource.ImportStateIdFunc {
	return func(state *terraform.State) (string, error) {
		attributes := state.RootModule().Resources[address].Primary.Attributes
		return attributes["organization_id"] + "/" + attributes["id"], nil
	}
}
