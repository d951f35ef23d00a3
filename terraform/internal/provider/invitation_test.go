package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

const theInvitation = "aerie_invitation.test"

func (p platform) invitation(email, role string) string {
	return p.provider() + fmt.Sprintf(`
resource "aerie_invitation" "test" {
  organization_id = %q
  email           = %q
  role            = %q
}
`, p.organization, email, role)
}

func TestInvitationLives(t *testing.T) {
	p := anyPlatform(t)
	email := unusedName() + "@example.com"
	p.run(t,
		resource.TestStep{
			Config: p.invitation(email, "MEMBER"),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theInvitation, "id", regexp.MustCompile(`^inv_`)),
				resource.TestCheckResourceAttrSet(theInvitation, "expires_at"),
				resource.TestCheckNoResourceAttr(theInvitation, "accepted_at"),
			),
		},
		resource.TestStep{ResourceName: theInvitation, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theInvitation)},
		resource.TestStep{
			Config:           p.invitation(email, "BILLING_ADMIN"),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theInvitation, plancheck.ResourceActionReplace)),
		},
	)
}

func TestInvitationThatRanOutOrWasRevokedIsSentAgain(t *testing.T) {
	for field, value := range map[string]string{"expiresAt": "2026-01-01T00:00:00Z", "revokedAt": "2026-01-01T00:00:00Z"} {
		t.Run(field, func(t *testing.T) {
			p := fakePlatform(t)
			p.run(t,
				resource.TestStep{Config: p.invitation("ada@example.com", "MEMBER"), Check: p.set(theInvitation, field, value), ExpectNonEmptyPlan: true},
				resource.TestStep{
					Config:           p.invitation("ada@example.com", "MEMBER"),
					ConfigPlanChecks: before(plancheck.ExpectResourceAction(theInvitation, plancheck.ResourceActionCreate)),
				},
			)
		})
	}
}

func TestAcceptedInvitationStaysThoughItsTimeIsOver(t *testing.T) {
	p := fakePlatform(t)
	p.run(t,
		resource.TestStep{Config: p.invitation("ada@example.com", "MEMBER"), Check: resource.ComposeAggregateTestCheckFunc(
			p.set(theInvitation, "acceptedAt", "2026-01-02T00:00:00Z"), p.set(theInvitation, "expiresAt", "2026-01-03T00:00:00Z"),
		)},
		resource.TestStep{
			Config:           p.invitation("ada@example.com", "MEMBER"),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theInvitation, plancheck.ResourceActionNoop)),
			Check:            resource.TestCheckResourceAttr(theInvitation, "accepted_at", "2026-01-02T00:00:00Z"),
		},
	)
}

func TestInvitationsThatCannotBe(t *testing.T) {
	p := fakePlatform(t)
	p.run(t,
		resource.TestStep{Config: p.invitation("ada", "MEMBER"), ExpectError: wrapped(`(?s)email must\s+be an e-mail address`)},
		resource.TestStep{Config: p.invitation("ada@example.com", "DATA_VIEWER"), ExpectError: wrapped(`role value must be one of`)},
	)
}

// set changes a field behind the provider's back.
func (p platform) set(address, field string, value any) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		p.fake.Set(state.RootModule().Resources[address].Primary.ID, field, value)
		return nil
	}
}
