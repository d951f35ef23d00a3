package provider_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

const theCluster = "aerie_cluster.test"

var (
	inPlace  = plancheck.ExpectResourceAction(theCluster, plancheck.ResourceActionUpdate)
	replaced = plancheck.ExpectResourceAction(theCluster, plancheck.ResourceActionReplace)
)

func TestClusterLives(t *testing.T) {
	p := anyPlatform(t)
	project, first, second := unusedName(), unusedName(), unusedName()
	p.run(t,
		resource.TestStep{
			Config: p.config(project, p.cluster(first, `deletion_policy = "DELETE"`)),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theCluster, "id", regexp.MustCompile(`^cls_`)),
				resource.TestCheckResourceAttr(theCluster, "state", "RUNNING"),
				resource.TestCheckResourceAttr(theCluster, "units", "1"),
				resource.TestCheckResourceAttr(theCluster, "replicas", "1"),
				resource.TestCheckResourceAttr(theCluster, "suspended", "false"),
				resource.TestCheckResourceAttr(theCluster, "labels.%", "0"),
				resource.TestCheckResourceAttrSet(theCluster, "endpoint"),
				resource.TestCheckResourceAttrSet(theCluster, "class"),
			),
		},
		resource.TestStep{ResourceName: theCluster, ImportState: true, ImportStateVerify: true},
		resource.TestStep{
			Config: p.config(project, p.cluster(second, `
				deletion_policy = "DELETE"
				units           = 2
				replicas        = 2
				labels          = { team = "search" }
			`)),
			ConfigPlanChecks: before(inPlace, keeps("id"), keeps("endpoint"), keeps("class"), keeps("organization_id")),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theCluster, "name", second),
				resource.TestCheckResourceAttr(theCluster, "units", "2"),
				resource.TestCheckResourceAttr(theCluster, "replicas", "2"),
				resource.TestCheckResourceAttr(theCluster, "labels.team", "search"),
				resource.TestCheckResourceAttr(theCluster, "state", "RUNNING"),
			),
		},
	)
}

func TestClusterSuspendsAndResumesInPlace(t *testing.T) {
	p := anyPlatform(t)
	project, name := unusedName(), unusedName()
	with := func(attributes string) string {
		return p.config(project, p.cluster(name, `deletion_policy = "DELETE"`+"\n"+attributes))
	}
	p.run(t,
		resource.TestStep{Config: with("suspended = true"), Check: resource.TestCheckResourceAttr(theCluster, "state", "SUSPENDED")},
		resource.TestStep{
			Config:           with("units = 2"),
			ConfigPlanChecks: before(inPlace, plancheck.ExpectUnknownValue(theCluster, tfjsonpath.New("endpoint"))),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theCluster, "state", "RUNNING"),
				resource.TestCheckResourceAttr(theCluster, "units", "2"),
				resource.TestCheckResourceAttrSet(theCluster, "endpoint"),
			),
		},
		resource.TestStep{
			Config:           with("suspended = true"),
			ConfigPlanChecks: before(inPlace),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theCluster, "state", "SUSPENDED"),
				resource.TestCheckResourceAttr(theCluster, "units", "2"),
			),
		},
	)
}

func TestImportedClusterPlansNothing(t *testing.T) {
	p := anyPlatform(t)
	config := p.config(unusedName(), p.cluster(unusedName(), `
		units           = 2
		deletion_policy = "DELETE"
		labels          = { team = "search" }
	`))
	p.run(t,
		resource.TestStep{Config: config},
		resource.TestStep{
			Config: config, ResourceName: theCluster, ImportState: true, ImportStateKind: resource.ImportBlockWithID,
			ImportPlanChecks: resource.ImportPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(theCluster, plancheck.ResourceActionNoop)}},
		},
	)
}

func TestClassChangeReplacesTheCluster(t *testing.T) {
	p := fakePlatform(t)
	p.run(t,
		resource.TestStep{Config: p.config("team", p.cluster("one", ""))},
		resource.TestStep{
			Config: p.config("team", p.cluster("one", `class = "large"`)), ConfigPlanChecks: before(replaced),
			Check: resource.TestCheckResourceAttr(theCluster, "class", "large"),
		},
	)
}

func TestRegionChangeReplacesTheCluster(t *testing.T) {
	p := fakePlatform(t)
	moved := p
	moved.region = "other"
	p.run(t,
		resource.TestStep{Config: p.config("team", p.cluster("one", ""))},
		resource.TestStep{
			Config: p.config("team", moved.cluster("one", "")), ConfigPlanChecks: before(replaced),
			Check: resource.TestCheckResourceAttr(theCluster, "region", "other"),
		},
	)
}

func TestSettingsLeftOutStayAsTheControlPlaneHasThem(t *testing.T) {
	p := fakePlatform(t)
	scale := resource.TestStep{Config: p.config("team", p.cluster("one", "units = 4"))}
	p.run(t, scale, resource.TestStep{Config: p.config("team", p.cluster("one", "")), PlanOnly: true})
}

func keeps(attribute string) plancheck.PlanCheck {
	return plancheck.ExpectKnownValue(theCluster, tfjsonpath.New(attribute), knownvalue.NotNull())
}
