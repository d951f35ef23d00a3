package provider_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/compare"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

func rotated(trigger string) string {
	return ofProject + fmt.Sprintf("rotation_trigger = %q\n rotation_overlap_seconds = 3600", trigger)
}

func TestAPIKeyIsRotatedInPlace(t *testing.T) {
	p := anyPlatform(t)
	project := unusedName()
	id, secret := statecheck.CompareValue(compare.ValuesDiffer()), statecheck.CompareValue(compare.ValuesDiffer())
	differ := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{
			id.AddStateValue(theKey, tfjsonpath.New("id")), secret.AddStateValue(theKey, tfjsonpath.New("secret")),
		}
	}
	rotates := before(
		plancheck.ExpectResourceAction(theKey, plancheck.ResourceActionUpdate),
		plancheck.ExpectUnknownValue(theKey, tfjsonpath.New("id")),
		plancheck.ExpectUnknownValue(theKey, tfjsonpath.New("secret")),
	)
	p.run(t,
		resource.TestStep{
			Config: p.config(project, p.apiKey(rotated("spring"))), ConfigStateChecks: differ(),
			Check: resource.TestCheckResourceAttr(theKey, "predecessor_ids.#", "0"),
		},
		resource.TestStep{
			Config: p.config(project, p.apiKey(rotated("summer"))), ConfigStateChecks: differ(), ConfigPlanChecks: rotates,
			Check: resource.TestCheckResourceAttr(theKey, "predecessor_ids.#", "1"),
		},
		resource.TestStep{
			Config: p.config(project, p.apiKey(rotated("autumn"))), ConfigStateChecks: differ(), ConfigPlanChecks: rotates,
			Check: resource.TestCheckResourceAttr(theKey, "predecessor_ids.#", "2"),
		},
	)
}

func TestRotationAsksForTheOverlap(t *testing.T) {
	p := fakePlatform(t)
	first := ""
	atOnce := ofProject + "rotation_trigger = \"summer\"\n rotation_overlap_seconds = 0"
	p.run(t,
		resource.TestStep{Config: p.config("team", p.apiKey(rotated("spring"))), Check: remember(&first)},
		resource.TestStep{Config: p.config("team", p.apiKey(atOnce))},
	)
	if got := p.fake.Get(first, "expiresAt"); got != "2026-01-01T00:00:00Z" {
		t.Errorf("the key before ends %v, want at once", got)
	}
}

func TestDestroyingARotatedAPIKeyRevokesTheOnesBefore(t *testing.T) {
	p := fakePlatform(t)
	first := ""
	p.run(t,
		resource.TestStep{Config: p.config("team", p.apiKey(rotated("spring"))), Check: remember(&first)},
		resource.TestStep{Config: p.config("team", p.apiKey(rotated("summer")))},
	)
	if p.fake.Get(first, "revokedAt") == nil {
		t.Errorf("%s still holds", first)
	}
}

func TestRotationOfManyForgetsTheKeysThatHaveEnded(t *testing.T) {
	p := fakePlatform(t)
	first := ""
	p.run(t,
		resource.TestStep{Config: p.config("team", p.apiKey(rotated("spring"))), Check: remember(&first)},
		resource.TestStep{Config: p.config("team", p.apiKey(rotated("summer"))), Check: func(*terraform.State) error {
			p.fake.Set(first, "expiresAt", "2026-01-01T00:00:00Z")
			return nil
		}},
		resource.TestStep{
			Config: p.config("team", p.apiKey(rotated("autumn"))),
			Check:  resource.TestCheckResourceAttr(theKey, "predecessor_ids.#", "1"),
		},
	)
}

func TestTakingTheTriggerAwayKeepsTheAPIKey(t *testing.T) {
	p := fakePlatform(t)
	same := statecheck.CompareValue(compare.ValuesSame())
	stays := func() []statecheck.StateCheck {
		return []statecheck.StateCheck{same.AddStateValue(theKey, tfjsonpath.New("secret"))}
	}
	p.run(t,
		resource.TestStep{Config: p.config("team", p.apiKey(rotated("spring"))), ConfigStateChecks: stays()},
		resource.TestStep{Config: p.config("team", p.apiKey(ofProject)), ConfigStateChecks: stays()},
	)
}

func TestAPIKeyRotatedElsewhereIsMadeAgain(t *testing.T) {
	p := fakePlatform(t)
	config := p.config("team", p.apiKey(ofProject))
	p.run(t,
		resource.TestStep{Config: config, ExpectNonEmptyPlan: true, Check: func(state *terraform.State) error {
			p.fake.Set(state.RootModule().Resources[theKey].Primary.ID, "rotatedTo", "key_other")
			return nil
		}},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theKey, plancheck.ResourceActionCreate))},
	)
}

func TestLostAnswerOfARotationRotatesOnce(t *testing.T) {
	p := fakePlatform(t)
	p.run(t,
		resource.TestStep{Config: p.config("team", p.apiKey(rotated("spring")))},
		resource.TestStep{
			PreConfig: func() { p.fake.LoseNext("POST") },
			Config:    p.config("team", p.apiKey(rotated("summer"))),
		},
	)
	if got := p.fake.Count("key"); got != 2 {
		t.Errorf("%d keys were made, want 2", got)
	}
}

// remember keeps the id of the key under test.
func remember(id *string) resource.TestCheckFunc {
	return func(state *terraform.State) error {
		*id = state.RootModule().Resources[theKey].Primary.ID
		return nil
	}
}
