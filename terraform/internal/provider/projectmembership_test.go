package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

const theMembership = "aerie_project_membership.test"

type stateOf = terraform.State

func (p platform) membership(role string) string {
	return p.serviceAccount("") + fmt.Sprintf(`
resource "aerie_project_membership" "test" {
  organization_id = %q
  project_id      = aerie_project.test.id
  member_id       = aerie_service_account.test.id
  role            = %q
}
`, p.organization, role)
}

func TestProjectMembershipLives(t *testing.T) {
	p := anyPlatform(t)
	project := unusedName()
	p.run(t,
		resource.TestStep{
			Config: p.config(project, p.membership("DATA_VIEWER")),
			Check:  resource.TestMatchResourceAttr(theMembership, "id", regexp.MustCompile(`^prj_.+/sac_.+$`)),
		},
		resource.TestStep{ResourceName: theMembership, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theMembership)},
		resource.TestStep{
			Config:           p.config(project, p.membership("DATA_ADMIN")),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theMembership, plancheck.ResourceActionUpdate)),
			Check:            resource.TestCheckResourceAttr(theMembership, "role", "DATA_ADMIN"),
		},
	)
}

func TestProjectMembershipsLeaveOthersAlone(t *testing.T) {
	p := anyPlatform(t)
	others := fmt.Sprintf(`
resource "aerie_project" "other" {
  count           = 6
  organization_id = %q
  name            = "%s-${count.index}"
}

resource "aerie_project_membership" "other" {
  count           = 6
  organization_id = %q
  project_id      = aerie_project.other[count.index].id
  member_id       = aerie_service_account.test.id
  role            = "DATA_VIEWER"
}
`, p.organization, unusedName(), p.organization)
	project := unusedName()
	p.run(t,
		resource.TestStep{Config: p.config(project, p.membership("DATA_ADMIN")+others)},
		resource.TestStep{Config: p.config(project, p.membership("DATA_ADMIN")), Check: func(state *stateOf) error {
			if p.fake == nil {
				return nil
			}
			return p.wantProjects(state, theAccount, 1)
		}},
	)
}

func TestProjectMembershipRemovedElsewhereIsMadeAgain(t *testing.T) {
	p := fakePlatform(t)
	config := p.config("team", p.membership("DATA_VIEWER"))
	p.run(t,
		resource.TestStep{Config: config, ExpectNonEmptyPlan: true, Check: func(state *stateOf) error {
			p.fake.Set(state.RootModule().Resources[theAccount].Primary.ID, "projects", []any{})
			return nil
		}},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theMembership, plancheck.ResourceActionCreate))},
	)
}

func TestProjectMembershipOfSomebodyWhoIsGoneIsGone(t *testing.T) {
	p := fakePlatform(t)
	config := p.config("team", p.membership("DATA_VIEWER"))
	p.run(t,
		resource.TestStep{Config: config, Check: removeBehind(p, theAccount), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config},
	)
}

func TestProjectMembershipThatIsThereIsNotTakenOver(t *testing.T) {
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config: p.config("team", p.membership("DATA_VIEWER")+fmt.Sprintf(`
resource "aerie_project_membership" "twin" {
  organization_id = %q
  project_id      = aerie_project_membership.test.project_id
  member_id       = aerie_project_membership.test.member_id
  role            = "DATA_ADMIN"
}
`, p.organization)),
		ExpectError: wrapped(`(?s)has\s+the\s+role\s+DATA_VIEWER.*terraform\s+import`),
	})
}

func TestProjectMembershipsThatCannotBe(t *testing.T) {
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config:      p.config("team", p.membership("MEMBER")),
		ExpectError: wrapped(`(?s)role must\s+be one of DATA_VIEWER`),
	}, resource.TestStep{
		Config: p.provider() + `
resource "aerie_project_membership" "test" {
  organization_id = "org_test"
  project_id      = "prj_1"
  member_id       = "ada@example.com"
  role            = "DATA_VIEWER"
}
`,
		ExpectError: wrapped(`(?s)member_id must\s+be the id of a member, usr_…`),
	}, resource.TestStep{
		Config:       p.config("team", p.membership("DATA_VIEWER")),
		ResourceName: theMembership, ImportState: true, ImportStateId: "prj_1/usr_1", ExpectError: wrapped(`org_…/prj_…/usr_…`),
	})
}

// wantProjects tells in how many projects somebody has a role, as the stand-in sees it.
func (p platform) wantProjects(state *stateOf, address string, want int) error {
	id := state.RootModule().Resources[address].Primary.ID
	projects, _ := p.fake.Get(id, "projects").([]any)
	if len(projects) != want {
		return fmt.Errorf("%s has roles in %d projects, want %d", id, len(projects), want)
	}
	return nil
}
