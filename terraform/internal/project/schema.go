package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

func (r *projectResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	response.Schema = schema.Schema{
		MarkdownDescription: "A project: the clusters and keys of one team or application.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "Id, `prj_…`.", Computed: true, PlanModifiers: keep,
			},
			"organization_id": schema.StringAttribute{
				MarkdownDescription: "Organisation of the project. A change makes a new project.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "Name, unique in the organisation.", Required: true,
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When it was made (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
		},
	}
}
