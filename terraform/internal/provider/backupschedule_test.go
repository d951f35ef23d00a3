package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

const theSchedule = "aerie_backup_schedule.test"

func (p platform) backupSchedule(cluster, attributes string) string {
	return p.config(cluster, p.cluster(cluster, "")+fmt.Sprintf(`
resource "aerie_backup_schedule" "test" {
  cluster_id = aerie_cluster.test.id
  %s
}
`, attributes))
}

func TestBackupScheduleLives(t *testing.T) {
	p := anyPlatform(t)
	name := unusedName()
	p.run(t,
		resource.TestStep{
			Config: p.backupSchedule(name, `
  name     = "nightly"
  schedule = "0 3 * * *"`),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theSchedule, "id", regexp.MustCompile(`^bsc_`)),
				resource.TestCheckResourceAttr(theSchedule, "time_zone", "UTC"),
				resource.TestCheckResourceAttr(theSchedule, "keep_count", "7"),
				resource.TestCheckNoResourceAttr(theSchedule, "keep_age"),
				resource.TestCheckResourceAttr(theSchedule, "verify", "false"),
				resource.TestCheckResourceAttrSet(theSchedule, "created_at"),
			),
		},
		resource.TestStep{
			Config: p.backupSchedule(name, `
  name       = "weekly"
  schedule   = "0 4 * * 0"
  time_zone  = "Europe/Berlin"
  keep_count = 4
  keep_age   = "720h"
  verify     = true
  suspended  = true`),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(theSchedule, plancheck.ResourceActionUpdate),
			}},
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theSchedule, "name", "weekly"),
				resource.TestCheckResourceAttr(theSchedule, "keep_age", "720h"),
				resource.TestCheckResourceAttr(theSchedule, "suspended", "true"),
			),
		},
		resource.TestStep{
			ResourceName:      theSchedule,
			ImportState:       true,
			ImportStateVerify: true,
			ImportStateIdFunc: func(state *terraform.State) (string, error) {
				attributes := state.RootModule().Resources[theSchedule].Primary.Attributes
				return attributes["cluster_id"] + "/" + attributes["id"], nil
			},
		},
		resource.TestStep{
			Config: p.backupSchedule(name, `
  name     = "weekly"
  schedule = "0 4 * * 0"`),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckNoResourceAttr(theSchedule, "keep_age"),
				resource.TestCheckResourceAttr(theSchedule, "suspended", "false"),
			),
		},
	)
}

func TestBackupScheduleIsMadeAgainWhenSomebodyDeletedIt(t *testing.T) {
	p := fakePlatform(t)
	name := unusedName()
	config := p.backupSchedule(name, `
  name     = "nightly"
  schedule = "0 3 * * *"`)
	p.run(t,
		resource.TestStep{
			Config: config,
			Check: func(state *terraform.State) error {
				p.fake.Remove(state.RootModule().Resources[theSchedule].Primary.ID)
				return nil
			},
			ExpectNonEmptyPlan: true,
		},
		resource.TestStep{Config: config},
	)
}

func TestBackupScheduleThatIsNoneIsRefusedAtItsAttribute(t *testing.T) {
	p := anyPlatform(t)
	p.run(t, resource.TestStep{
		Config: p.backupSchedule(unusedName(), `
  name     = "nightly"
  schedule = "every night"`),
		ExpectError: regexp.MustCompile(`(?s)schedule\s+= "every night".*must be five fields`),
	})
}

func TestBackupScheduleIsImportedByTwoIds(t *testing.T) {
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config: p.backupSchedule(unusedName(), `
  name     = "nightly"
  schedule = "0 3 * * *"`),
		ResourceName:  theSchedule,
		ImportState:   true,
		ImportStateId: "bsc_1",
		ExpectError:   regexp.MustCompile(`cls_…/bsc_…`),
	})
}
