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

// NewListDataSource makes aerie_regions: every region the caller can use.
func NewListDataSource() datasource.DataSource {
	name := schema.StringAttribute{MarkdownDescription: "Name of the region.", Computed: true}
	return lookup.New(lookup.Kind[listModel]{
		Name: "regions",
		Schema: schema.Schema{
			MarkdownDescription: "All regions the caller can use.",
			Attributes: map[string]schema.Attribute{
				"regions": schema.ListNestedAttribute{
					MarkdownDescription: "The regions.",
					Computed:            true,
					NestedObject:        schema.NestedAttributeObject{Attributes: attributes(name)},
				},
			},
		},
		Find: list,
	})
}

func list(ctx context.Context, c *client.Client, all *listModel) diag.Diagnostics {
	found, err := c.Regions(ctx)
	if err != nil {
		return diagnose.Failure("List regions", err)
	}
	all.Regions = make([]model, 0, len(found))
	for _, region := range found {
		all.Regions = append(all.Regions, observed(region))
	}
	return nil
}
