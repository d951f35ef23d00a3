package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

const theMember = "aerie_member.test"

func (p platform) member(email, attributes string) string {
	return fmt.Sprintf(`
resource "aerie_member" "test" {
  organization_id = %q
  email           = %q
  %s
}
`, p.organization, email, attributes)
}

// Only the stand-in knows people who have signed in: these tests use no running platform.

func TestMemberLives(t *testing.T) {
	p := fakePlatform(t)
	p.run(t,
		resource.TestStep{
			Config: p.config("team", p.member("ada@example.com", `role = "MEMBER"
`+adminOfProject)),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theMember, "id", regexp.MustCompile(`^usr_`)),
				resource.TestCheckResourceAttr(theMember, "name", "ada"),
				resource.TestCheckResourceAttr(theMember, "disabled", "false"),
				resource.TestCheckResourceAttr(theMember, "projects.#", "1"),
			),
		},
		resource.TestStep{
			ResourceName: theMember, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theMember),
			ImportStateVerifyIgnore: []string{"email"},
		},
		resource.TestStep{
			Config: p.config("team", p.member("ada@example.com", `role = "BILLING_ADMIN"
  projects = []
  disabled = true`)),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theMember, plancheck.ResourceActionUpdate)),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theMember, "role", "BILLING_ADMIN"),
				resource.TestCheckResourceAttr(theMember, "projects.#", "0"),
				resource.TestCheckResourceAttr(theMember, "disabled", "true"),
			),
		},
		resource.TestStep{
			Config:           p.config("team", p.member("bob@example.com", `role = "MEMBER"`)),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theMember, plancheck.ResourceActionReplace)),
		},
	)
}

func TestImportedMemberIsNotReplaced(t *testing.T) {
	p := fakePlatform(t)
	id := p.fake.Seed("usr", map[string]any{"email": "ada@example.com", "name": "ada", "role": "MEMBER", "projects": []any{}, "disabled": false})
	p.run(t, resource.TestStep{
		Config: p.provider() + p.member("ada@example.com", `role = "MEMBER"`) + fmt.Sprintf(`
import {
  to = aerie_member.test
  id = "%s/%s"
}
`, p.organization, id),
		ConfigPlanChecks: before(plancheck.ExpectResourceAction(theMember, plancheck.ResourceActionUpdate)),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(theMember, "id", id),
			resource.TestCheckResourceAttr(theMember, "email", "ada@example.com"),
		),
	})
}

func TestMemberRemovedElsewhereIsAddedAgain(t *testing.T) {
	p := fakePlatform(t)
	config := p.provider() + p.member("ada@example.com", `role = "MEMBER"`)
	p.run(t,
		resource.TestStep{Config: config, Check: removeBehind(p, theMember), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theMember, plancheck.ResourceActionCreate))},
	)
}

func TestMembersThatCannotBeAdded(t *testing.T) {
	p := fakePlatform(t)
	twin := fmt.Sprintf(`
resource "aerie_member" "twin" {
  organization_id = aerie_member.test.organization_id
  email           = aerie_member.test.email
  role            = %q
}
`, "MEMBER")
	for config, want := range map[string]string{
		p.member("ada@example.com", `role = "PROJECT_ADMIN"`): `role value must be one of`,
		p.member("ada", `role = "MEMBER"`):                    `(?s)email must\s+be an e-mail address`,
		p.member("eve@elsewhere.org", `role = "MEMBER"`):      `(?s)email\s+= "eve@elsewhere.org".*aerie_invitation`,
		p.member("ada@example.com", `role = "MEMBER"`) + twin: `(?s)ALREADY_MEMBER.*terraform\s+import`,
	} {
		p.run(t, resource.TestStep{Config: p.provider() + config, ExpectError: wrapped(want)})
	}
}

func TestMembersAreListed(t *testing.T) {
	p := fakePlatform(t)
	more := ""
	for _, name := range []string{"bob", "cy", "dee"} {
		more += fmt.Sprintf(`
resource "aerie_member" %q {
  organization_id = %q
  email           = "%s@example.com"
  role            = "MEMBER"
}
`, name, p.organization, name)
	}
	p.run(t, resource.TestStep{
		Config: p.provider() + more + fmt.Sprintf(`
data "aerie_members" "all" {
  organization_id = %q
  depends_on      = [aerie_member.bob, aerie_member.cy, aerie_member.dee]
}
`, p.organization),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr("data.aerie_members.all", "members.#", "3"),
			resource.TestCheckTypeSetElemNestedAttrs("data.aerie_members.all", "members.*", map[string]string{"name": "dee", "role": "MEMBER"}),
		),
	})
}
