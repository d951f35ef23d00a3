package provider_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

func TestWrongClusterSettingsAreFoundWhilePlanning(t *testing.T) {
	p := fakePlatform(t)
	for attributes, want := range map[string]string{
		"units = 33":                 `units value must be between 1 and 32`,
		"replicas = 0":               `replicas value must be between 1 and 8`,
		`deletion_policy = "Delete"`: `deletion_policy value must be one of`,
		`suspended = "often"`:        `a bool is required`,
	} {
		p.run(t, resource.TestStep{Config: p.config("team", p.cluster("one", attributes)), ExpectError: regexp.MustCompile(want)})
	}
	p.run(t, resource.TestStep{
		Config: p.config("team", p.cluster("Not_Valid", "")), ExpectError: regexp.MustCompile(`(?s)name must be\s+1 to 63 lower-case`),
	})
	if sent := p.fake.Sent(http.MethodPost); len(sent) > 0 {
		t.Errorf("%d requests were sent for configurations that are wrong", len(sent))
	}
}

func TestFieldsTheControlPlaneRefusesStandAtTheirAttributes(t *testing.T) {
	p := anyPlatform(t)
	p.region = "nowhere"
	p.run(t, resource.TestStep{
		Config: p.config(unusedName(), p.cluster("one", "")),
		// Terraform quotes the line of the attribute a diagnostic stands at.
		ExpectError: regexp.MustCompile(`(?s)Create cluster failed.*region\s+= "nowhere"`),
	})
}

func TestFailedOperationKeepsTheClusterInTheState(t *testing.T) {
	p := fakePlatform(t)
	p.fake.FailNextOperation("no node has room")
	config := p.config("team", p.cluster("one", ""))
	p.run(t,
		resource.TestStep{Config: config, ExpectError: regexp.MustCompile(`(?s)CREATE_CLUSTER.*failed: no node has\s+room`)},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theCluster, plancheck.ResourceActionReplace))},
	)
}

func TestProtectedClusterIsNotDeleted(t *testing.T) {
	p := anyPlatform(t)
	project, name := unusedName(), unusedName()
	with := func(protection string) string {
		return p.config(project, p.cluster(name, `deletion_policy = "DELETE"`+"\n  deletion_protection = "+protection))
	}
	p.run(t,
		resource.TestStep{Config: with("true"), Check: resource.TestCheckResourceAttr(theCluster, "deletion_protection", "true")},
		resource.TestStep{Config: with("true"), Destroy: true, ExpectError: regexp.MustCompile(`(?s)Delete cluster failed.*DELETION_PROTECTED`)},
		resource.TestStep{Config: with("false"), ConfigPlanChecks: before(inPlace)},
	)
}

func TestTimeoutNamesTheLastState(t *testing.T) {
	p := fakePlatform(t)
	p.fake.HoldOperations(true)
	hasty := p.config("team", p.cluster("one", `timeouts { create = "5s" }`))
	patient := p.config("team", p.cluster("one", ""))
	p.run(t,
		resource.TestStep{Config: hasty, ExpectError: regexp.MustCompile(`(?s)gave up waiting, operation\s+op_\d+ is still RUNNING`)},
		resource.TestStep{PreConfig: func() { p.fake.HoldOperations(false) }, Config: patient},
	)
}

func TestClusterRemovedElsewhereIsMadeAgain(t *testing.T) {
	p := fakePlatform(t)
	config := p.config("team", p.cluster("one", ""))
	p.run(t,
		resource.TestStep{Config: config, Check: removeBehind(p, theCluster), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theCluster, plancheck.ResourceActionCreate))},
	)
}

func TestUnitsChangedElsewhereAreBroughtBackInPlace(t *testing.T) {
	p := fakePlatform(t)
	config := p.config("team", p.cluster("one", "units = 2"))
	p.run(t,
		resource.TestStep{Config: config, ExpectNonEmptyPlan: true, Check: func(state *terraform.State) error {
			p.fake.Set(state.RootModule().Resources[theCluster].Primary.ID, "units", 8)
			return nil
		}},
		resource.TestStep{Config: config, ConfigPlanChecks: before(inPlace), Check: resource.TestCheckResourceAttr(theCluster, "units", "2")},
	)
}
