// Package region has the data sources aerie_region and aerie_regions.
package region

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/lookup"
)

// NewDataSource makes aerie_region: one region by name.
func NewDataSource() datasource.DataSource {
	return lookup.New(lookup.Kind[model]{
		Name: "region",
		Schema: schema.Schema{
			MarkdownDescription: "A region, by name.",
			Attributes:          attributes(schema.StringAttribute{MarkdownDescription: "Name of the region.", Required: true}),
		},
		Find: find,
	})
}

func find(ctx context.Context, c *client.Client, region *model) diag.Diagnostics {
	found, err := c.Region(ctx, region.Name.ValueString())
	if err != nil {
		return diagnose.Failure("Read region "+region.Name.ValueString(), err)
	}
	*region = observed(found)
	return nil
}
