package provider_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

const options = `
	allowed_cidrs      = ["192.0.2.0/24"]
	maintenance_window = { schedule = "0 3 * * 0", duration = "2h", time_zone = "Europe/Berlin" }
	tiering            = { default = "cold" }
	autoscaling = {
		mode      = "DRY_RUN"
		units     = { min = 1, max = 4 }
		replicas  = { min = 1, max = 2 }
		target    = { memory_percent = 75 }
		schedules = [{ schedule = "0 8 * * 1-5", duration = "9h", min_units = 2 }]
	}
`

func TestOptionsChangeInPlaceAndEndWhenLeftOut(t *testing.T) {
	p := fakePlatform(t)
	with := func(attributes string) string { return p.config("team", p.cluster("one", attributes)) }
	p.run(t,
		resource.TestStep{
			Config: with(options),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckTypeSetElemAttr(theCluster, "allowed_cidrs.*", "192.0.2.0/24"),
				resource.TestCheckResourceAttr(theCluster, "maintenance_window.time_zone", "Europe/Berlin"),
				resource.TestCheckResourceAttr(theCluster, "tiering.default", "cold"),
				resource.TestCheckResourceAttr(theCluster, "autoscaling.units.max", "4"),
				resource.TestCheckResourceAttr(theCluster, "autoscaling.target.memory_percent", "75"),
				resource.TestCheckResourceAttr(theCluster, "autoscaling.schedules.0.min_units", "2"),
				resource.TestCheckNoResourceAttr(theCluster, "autoscaling.cooldown"),
			),
		},
		resource.TestStep{Config: with(options), PlanOnly: true},
		resource.TestStep{ResourceName: theCluster, ImportState: true, ImportStateVerify: true},
		resource.TestStep{
			Config: with(`
				maintenance_window = { schedule = "0 3 * * 0", duration = "4h" }
				tiering            = { default = "pinned" }
				autoscaling        = { mode = "AUTO", units = { min = 1, max = 8 }, replicas = { min = 1, max = 2 }, cooldown = "1h" }
			`),
			ConfigPlanChecks: before(inPlace),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theCluster, "allowed_cidrs.#", "0"),
				resource.TestCheckResourceAttr(theCluster, "maintenance_window.duration", "4h"),
				resource.TestCheckNoResourceAttr(theCluster, "maintenance_window.time_zone"),
				resource.TestCheckResourceAttr(theCluster, "tiering.default", "pinned"),
				resource.TestCheckResourceAttr(theCluster, "autoscaling.mode", "AUTO"),
				resource.TestCheckResourceAttr(theCluster, "autoscaling.cooldown", "1h"),
			),
		},
		resource.TestStep{
			Config: with(""), ConfigPlanChecks: before(inPlace),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckNoResourceAttr(theCluster, "maintenance_window.schedule"),
				resource.TestCheckNoResourceAttr(theCluster, "tiering.default"),
				resource.TestCheckNoResourceAttr(theCluster, "autoscaling.mode"),
			),
		},
		resource.TestStep{Config: with(""), PlanOnly: true},
	)
}

func TestEngineChangeReplacesTheCluster(t *testing.T) {
	p := fakePlatform(t)
	with := func(attributes string) string { return p.config("team", p.cluster("one", attributes)) }
	p.run(t,
		resource.TestStep{Config: with(""), Check: resource.TestCheckResourceAttr(theCluster, "engine", "aerie")},
		resource.TestStep{Config: with(`engine = "aerie"`), PlanOnly: true},
		resource.TestStep{
			Config: with(`engine = "milvus"`), ConfigPlanChecks: before(replaced),
			Check: resource.TestCheckResourceAttr(theCluster, "engine", "milvus"),
		},
		resource.TestStep{ResourceName: theCluster, ImportState: true, ImportStateVerify: true},
		resource.TestStep{
			Config: with("units = 2"), ConfigPlanChecks: before(inPlace, keeps("engine")),
			Check: resource.TestCheckResourceAttr(theCluster, "engine", "milvus"),
		},
	)
}

func TestWrongOptionsAreSaidInThePlan(t *testing.T) {
	p := fakePlatform(t)
	wrong := func(attributes, said string) resource.TestStep {
		return resource.TestStep{
			Config: p.config("team", p.cluster("one", attributes)), PlanOnly: true, ExpectError: regexp.MustCompile(said),
		}
	}
	p.run(t,
		wrong(`engine = "oracle"`, `"aerie"`),
		wrong(`autoscaling = { mode = "AUTO", units = { min = 1, max = 33 }, replicas = { min = 1, max = 1 } }`, `between\s+1\s+and\s+32`),
		wrong(`tiering = { default = "lukewarm" }`, `"pinned"`),
		wrong(`tiering = {}`, `"default"`),
		wrong(`autoscaling = { mode = "AUTO" }`, `"units"`),
		wrong(`maintenance_window = { schedule = "0 3 * * 0" }`, `"duration"`),
	)
}
