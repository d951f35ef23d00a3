package region

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
)

// attributes of one region; its name is given to aerie_region and told by aerie_regions.
func attributes(name schema.StringAttribute) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name":         name,
		"cloud":        schema.StringAttribute{MarkdownDescription: "Cloud the region is in.", Computed: true},
		"kind":         schema.StringAttribute{MarkdownDescription: "`MANAGED`, or `BYOC` for one in a customer's own account.", Computed: true},
		"available":    schema.BoolAttribute{MarkdownDescription: "Whether the region's agent is reporting.", Computed: true},
		"last_seen_at": schema.StringAttribute{MarkdownDescription: "Last report of the region's agent (RFC 3339).", Computed: true},
		"classes": schema.ListNestedAttribute{
			MarkdownDescription: "Cluster classes of the region.",
			Computed:            true,
			NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
				"name":            schema.StringAttribute{MarkdownDescription: "Name, for `aerie_cluster.class`.", Computed: true},
				"description":     schema.StringAttribute{MarkdownDescription: "What the class is for.", Computed: true},
				"cpu_per_unit":    schema.StringAttribute{MarkdownDescription: "CPU of a compute unit, as a Kubernetes quantity.", Computed: true},
				"memory_per_unit": schema.StringAttribute{MarkdownDescription: "Memory of a compute unit, as a Kubernetes quantity.", Computed: true},
				"default":         schema.BoolAttribute{MarkdownDescription: "Whether clusters that name no class get this one.", Computed: true},
			}},
		},
	}
}
