package provider_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

func TestMemberCanBeginDisabled(t *testing.T) {
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config: p.provider() + p.member("ada@example.com", "role = \"MEMBER\"\n disabled = true"),
		Check:  resource.TestCheckResourceAttr(theMember, "disabled", "true"),
	})
}

func TestWhatCannotBeDisabledIsNotLost(t *testing.T) {
	p := fakePlatform(t)
	for address, config := range map[string]string{
		theMember:  p.provider() + p.member("ada@example.com", "role = \"MEMBER\"\n disabled = true"),
		theAccount: p.provider() + p.serviceAccount("disabled = true"),
	} {
		p.run(t,
			resource.TestStep{
				PreConfig:   func() { p.fake.RefuseAll(http.MethodPatch, http.StatusInternalServerError) },
				Config:      config,
				ExpectError: wrapped("Create (member|service account) failed.*NOT_NOW"),
			},
			resource.TestStep{
				PreConfig: func() { p.fake.RefuseAll(http.MethodPatch, 0) },
				Config:    config,
				// It is in the state, tainted: Terraform deletes it and makes another.
				ConfigPlanChecks: before(plancheck.ExpectResourceAction(address, plancheck.ResourceActionDestroyBeforeCreate)),
				Check:            resource.TestCheckResourceAttr(address, "disabled", "true"),
			},
		)
	}
}

func TestRotationThatFailsIsPlannedAgainAndWhatWasChangedBeforeIsNot(t *testing.T) {
	p := fakePlatform(t)
	account := func(role, trigger string) string {
		return p.provider() + p.serviceAccount(fmt.Sprintf("role = %q\n rotation_trigger = %q", role, trigger))
	}
	same, differ := statecheck.CompareValue(compare.ValuesSame()), statecheck.CompareValue(compare.ValuesDiffer())
	secret := tfjsonpath.New("secret")
	p.run(t,
		resource.TestStep{Config: account("MEMBER", "spring"), ConfigStateChecks: []statecheck.StateCheck{same.AddStateValue(theAccount, secret), differ.AddStateValue(theAccount, secret)}},
		resource.TestStep{
			PreConfig:   func() { p.fake.RefuseAll(http.MethodPost, http.StatusInternalServerError) },
			Config:      account("BILLING_ADMIN", "summer"),
			ExpectError: wrapped("Update service account failed.*NOT_NOW"),
		},
		resource.TestStep{
			Config:            account("BILLING_ADMIN", "spring"),
			ConfigPlanChecks:  before(plancheck.ExpectResourceAction(theAccount, plancheck.ResourceActionNoop)),
			ConfigStateChecks: []statecheck.StateCheck{same.AddStateValue(theAccount, secret)},
		},
		resource.TestStep{
			PreConfig: func() { p.fake.RefuseAll(http.MethodPost, 0) },
			Config:    account("BILLING_ADMIN", "summer"),
			ConfigPlanChecks: before(
				plancheck.ExpectResourceAction(theAccount, plancheck.ResourceActionUpdate),
				plancheck.ExpectUnknownValue(theAccount, secret),
			),
			ConfigStateChecks: []statecheck.StateCheck{differ.AddStateValue(theAccount, secret)},
		},
	)
}

func TestSecretOfAnImportedAccountStaysNullThoughTheAccountIsChanged(t *testing.T) {
	p := fakePlatform(t)
	id := p.fake.Seed("sac", map[string]any{"name": "deployer", "role": "MEMBER", "projects": []any{}, "disabled": false})
	p.run(t, resource.TestStep{
		Config: p.provider() + p.serviceAccount(`role = "BILLING_ADMIN"`) + fmt.Sprintf(`
import {
  to = aerie_service_account.test
  id = "%s/%s"
}
`, p.organization, id),
		ConfigPlanChecks: before(plancheck.ExpectResourceAction(theAccount, plancheck.ResourceActionUpdate)),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr(theAccount, "role", "BILLING_ADMIN"),
			resource.TestCheckNoResourceAttr(theAccount, "secret"),
		),
	})
}
