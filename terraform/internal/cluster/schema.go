package cluster

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

var validName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)

func (r *clusterResource) Schema(ctx context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	attributes := identity()
	for name, attribute := range settings() {
		attributes[name] = attribute
	}
	for name, attribute := range options() {
		attributes[name] = attribute
	}
	for name, attribute := range observations() {
		attributes[name] = attribute
	}
	response.Schema = schema.Schema{
		MarkdownDescription: "A cluster: a vector database of its own, reached by Milvus clients. Creating, changing and deleting wait until it has happened.",
		Attributes:          attributes,
		Blocks: map[string]schema.Block{
			"timeouts": timeouts.Block(ctx, timeouts.Opts{Create: true, Update: true, Delete: true}),
		},
	}
}

// identity: what makes it this cluster. Only the name can change in place.
func identity() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"project_id": attribute.Fixed("Project of the cluster. A change makes a new cluster."),
		"name": attribute.Given("Name, unique in the project: lower-case letters, digits and hyphens, at most 63. Changes in place.",
			stringvalidator.RegexMatches(validName, "must be 1 to 63 lower-case letters, digits or hyphens, with a letter or digit at both ends")),
		"region": attribute.Fixed("Region the cluster runs in. A change makes a new cluster."),
		"class": schema.StringAttribute{
			MarkdownDescription: "Cluster class; the region's default when left out. A change makes a new cluster.",
			Optional:            true,
			Computed:            true,
			PlanModifiers: []planmodifier.String{
				stringplanmodifier.UseStateForUnknown(), stringplanmodifier.RequiresReplaceIfConfigured(),
			},
		},
		"engine": schema.StringAttribute{
			MarkdownDescription: "`aerie`, or `milvus` for data that outgrows one writer, in regions that run it. `aerie` when left out of a new cluster. A change makes a new cluster.",
			Optional:            true,
			Computed:            true,
			PlanModifiers: []planmodifier.String{
				stringplanmodifier.UseStateForUnknown(), stringplanmodifier.RequiresReplaceIfConfigured(),
			},
			Validators: []validator.String{stringvalidator.OneOf("aerie", "milvus")},
		},
	}
}

// settings change in place. Those left out are the control plane's to choose, and stay as they are.
func settings() map[string]schema.Attribute {
	keepInt := []planmodifier.Int64{int64planmodifier.UseStateForUnknown()}
	return map[string]schema.Attribute{
		"units": schema.Int64Attribute{
			MarkdownDescription: "Compute units of each replica, 1 to 32.",
			Optional:            true,
			Computed:            true,
			PlanModifiers:       keepInt,
			Validators:          []validator.Int64{int64validator.Between(1, 32)},
		},
		"replicas": schema.Int64Attribute{
			MarkdownDescription: "Replicas, 1 to 8.",
			Optional:            true,
			Computed:            true,
			PlanModifiers:       keepInt,
			Validators:          []validator.Int64{int64validator.Between(1, 8)},
		},
		"suspended": attribute.Flag("Whether compute is stopped; the data stays. `false` when left out.", false),
		"deletion_policy": schema.StringAttribute{
			MarkdownDescription: "`RETAIN` keeps the data in the object store when the cluster is deleted, `DELETE` removes it.",
			Optional:            true,
			Computed:            true,
			PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			Validators:          []validator.String{stringvalidator.OneOf("RETAIN", "DELETE")},
		},
		"deletion_protection": schema.BoolAttribute{
			MarkdownDescription: "Whether the cluster, and so a change that makes a new one, is refused to be deleted until this is `false`.",
			Optional:            true,
			Computed:            true,
			PlanModifiers:       []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
		},
		"labels": schema.MapAttribute{
			MarkdownDescription: "Labels, for people and tools. None when left out.",
			ElementType:         types.StringType,
			Optional:            true,
			Computed:            true,
			Default:             mapdefault.StaticValue(types.MapValueMust(types.StringType, map[string]attr.Value{})),
		},
	}
}

// observations are the control plane's alone.
func observations() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":              attribute.Told("Id, `cls_…`."),
		"organization_id": attribute.Told("Organisation of the project."),
		"created_at":      attribute.CreatedAt(),
		"endpoint": schema.StringAttribute{
			MarkdownDescription: "Address for Milvus clients. Kept through changes of size; a change of `suspended` may change it.",
			Computed:            true,
			PlanModifiers:       []planmodifier.String{keepUnlessSuspendedChanges{}},
		},
		"version": schema.StringAttribute{MarkdownDescription: "Version of the data plane.", Computed: true},
		"state":   schema.StringAttribute{MarkdownDescription: "State, such as `RUNNING` or `SUSPENDED`.", Computed: true},
	}
}
