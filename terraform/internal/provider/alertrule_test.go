package provider_test

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

const theAlertRule = "aerie_alert_rule.test"

func (p platform) alertRule(name, condition, more string) string {
	return fmt.Sprintf(`
resource "aerie_alert_rule" "test" {
  organization_id = %q
  name            = %q
  condition       = { %s }
  %s
}
`, p.organization, name, condition, more)
}

const (
	busy    = `kind = "METRIC", metric = "busy_ratio", comparison = "ABOVE", threshold = 0.8, minutes = 15`
	budget  = `kind = "USAGE_BUDGET", unit_hours = 500`
	byMail  = `channel_ids = [aerie_notification_channel.test.id]`
	byNone  = `channel_ids = []`
	inState = `kind = "CLUSTER_STATE", states = ["ABNORMAL", "SUSPENDED"]`
)

func TestAlertRuleLives(t *testing.T) {
	p := anyPlatform(t)
	first, second := unusedName(), unusedName()
	channel := p.provider() + p.channel(unusedName(), mail)
	p.run(t,
		resource.TestStep{
			Config: channel + p.alertRule(first, busy, byMail),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theAlertRule, "id", regexp.MustCompile(`^rul_`)),
				resource.TestCheckResourceAttr(theAlertRule, "condition.threshold", "0.8"),
				resource.TestCheckResourceAttr(theAlertRule, "enabled", "true"),
				resource.TestCheckResourceAttr(theAlertRule, "channel_ids.#", "1"),
			),
		},
		resource.TestStep{ResourceName: theAlertRule, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theAlertRule)},
		resource.TestStep{
			Config:           channel + p.alertRule(second, inState, byNone+"\n enabled = false"),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theAlertRule, plancheck.ResourceActionUpdate)),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theAlertRule, "condition.states.#", "2"),
				resource.TestCheckNoResourceAttr(theAlertRule, "condition.threshold"),
				resource.TestCheckResourceAttr(theAlertRule, "channel_ids.#", "0"),
			),
		},
		resource.TestStep{Config: channel + p.alertRule(second, budget, byMail)},
	)
}

func TestEveryKindOfConditionIsTaken(t *testing.T) {
	p := anyPlatform(t)
	name := unusedName()
	var steps []resource.TestStep
	for _, condition := range []string{
		`kind = "OPERATION_FAILED", operations = ["CREATE_CLUSTER"]`, `kind = "BACKUP_FAILED"`, `kind = "CLUSTER_STATE"`,
		`kind = "REGION_UNAVAILABLE"`, `kind = "QUOTA_SHARE", percent = 80, quota = "UNITS"`, budget + `, percent = 90`,
		`kind = "METRIC", metric = "rows", comparison = "BELOW", threshold = 1`,
	} {
		steps = append(steps, resource.TestStep{Config: p.provider() + p.alertRule(name, condition, byNone)})
	}
	p.run(t, steps...)
}

func TestAlertRuleChangedOrRemovedElsewhereIsBroughtBack(t *testing.T) {
	p := fakePlatform(t)
	config := p.provider() + p.alertRule("busy", busy, byNone)
	p.run(t,
		resource.TestStep{Config: config, Check: p.set(theAlertRule, "enabled", false), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, Check: removeBehind(p, theAlertRule), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theAlertRule, plancheck.ResourceActionCreate))},
	)
}

func TestConditionsThatCannotBeAreFoundWhilePlanning(t *testing.T) {
	p := fakePlatform(t)
	for condition, want := range map[string]string{
		`kind = "METRIC", metric = "busy_ratio", threshold = 1`: `(?s)kind METRIC needs\s+comparison. Set it`,
		`kind = "QUOTA_SHARE"`:                                                    `(?s)kind QUOTA_SHARE needs\s+percent`,
		`kind = "CLUSTER_STATE", minutes = 5`:                                     `(?s)kind CLUSTER_STATE does not\s+look at minutes. Remove it`,
		`kind = "USAGE_BUDGET", unit_hours = 0`:                                   `unit_hours value must be between 1`,
		`kind = "CLUSTER_STATE", states = ["ILL"]`:                                `(?s)value must be one of`,
		`kind = "METRIC", metric = "warmth", comparison = "ABOVE", threshold = 1`: `(?s)metric value must be one of`,
		`kind = "OPERATION_FAILED", operations = ["create"]`:                      `(?s)must be a\s+kind of\s+operation`,
		`kind = "SOMETHING"`:                                                      `(?s)kind value must be one of`,
	} {
		p.run(t, resource.TestStep{Config: p.provider() + p.alertRule("x", condition, byNone), ExpectError: wrapped(want)})
	}
	if sent := p.fake.Sent(http.MethodPost); len(sent) > 0 {
		t.Errorf("%d requests were sent for configurations that are wrong", len(sent))
	}
}

func TestUnknownChannelStandsAtItsAttribute(t *testing.T) {
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config:      p.provider() + p.alertRule("x", budget, `channel_ids = ["nch_none"]`),
		ExpectError: wrapped(`(?s)channel_ids\s+= \["nch_none"\].*must be ids of\s+notification channels`),
	})
}
