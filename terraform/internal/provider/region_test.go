package provider_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

func TestRegionTellsItsClasses(t *testing.T) {
	p := anyPlatform(t)
	p.run(t, resource.TestStep{
		Config: p.provider() + fmt.Sprintf(`data "aerie_region" "one" { name = %q }`, p.region),
		Check: resource.ComposeAggregateTestCheckFunc(
			resource.TestCheckResourceAttr("data.aerie_region.one", "available", "true"),
			resource.TestCheckResourceAttr("data.aerie_region.one", "kind", "MANAGED"),
			resource.TestCheckResourceAttrSet("data.aerie_region.one", "classes.0.cpu_per_unit"),
		),
	}, resource.TestStep{
		Config:      p.provider() + `data "aerie_region" "one" { name = "nowhere" }`,
		ExpectError: regexp.MustCompile(`(?s)Read region nowhere failed.*NOT_FOUND`),
	})
}

func TestRegionsAreListed(t *testing.T) {
	p := anyPlatform(t)
	p.run(t, resource.TestStep{
		Config: p.provider() + `data "aerie_regions" "all" {}`,
		Check:  resource.TestCheckTypeSetElemNestedAttrs("data.aerie_regions.all", "regions.*", map[string]string{"name": p.region}),
	})
}

func TestRegionsOfAllPagesAreListed(t *testing.T) {
	p := fakePlatform(t)
	p.run(t, resource.TestStep{
		Config: p.provider() + `data "aerie_regions" "all" {}`,
		Check:  resource.TestCheckResourceAttr("data.aerie_regions.all", "regions.#", "2"),
	})
}
