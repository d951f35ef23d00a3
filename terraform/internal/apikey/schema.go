package apikey

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const roleOfOwners = "ORGANIZATION_OWNER"

var roles = []string{"DATA_VIEWER", "DATA_OPERATOR", "DATA_ADMIN", "PROJECT_ADMIN", roleOfOwners}

func (r *apiKeyResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	replace := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	response.Schema = schema.Schema{
		MarkdownDescription: "An API key, for tools and for clients of clusters. It cannot change: a change of any attribute makes a new key and revokes the old one.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "Id, `key_…`.", Computed: true, PlanModifiers: keep,
			},
			"organization_id": schema.StringAttribute{
				MarkdownDescription: "Organisation of the key.", Required: true, PlanModifiers: replace,
			},
			"project_id": schema.StringAttribute{
				MarkdownDescription: "Project the key is for. Needed by every role but `" + roleOfOwners + "`, which must have none.",
				Optional:            true,
				PlanModifiers:       replace,
			},
			"cluster_ids": schema.SetAttribute{
				MarkdownDescription: "Clusters the key opens; all of the project when left out.",
				ElementType:         types.StringType,
				Optional:            true,
				PlanModifiers:       []planmodifier.Set{setplanmodifier.RequiresReplace()},
				Validators:          []validator.Set{setvalidator.SizeAtLeast(1)},
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "What people call the key.", Required: true, PlanModifiers: replace,
			},
			"role": schema.StringAttribute{
				MarkdownDescription: "`DATA_VIEWER` reads rows, `DATA_OPERATOR` writes rows as well, `DATA_ADMIN` collections as well, `PROJECT_ADMIN` clusters and keys of the project as well, `ORGANIZATION_OWNER` everything in the organisation.",
				Required:            true,
				PlanModifiers:       replace,
				Validators:          []validator.String{stringvalidator.OneOf(roles...)},
			},
			"expires_at": schema.StringAttribute{
				MarkdownDescription: "When the key ends by itself (RFC 3339); never when left out.",
				CustomType:          timetypes.RFC3339Type{},
				Optional:            true,
				PlanModifiers:       replace,
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When it was made (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
			"secret": schema.StringAttribute{
				MarkdownDescription: "The key's text. Told once, at creation, and kept in the state; null after an import.",
				Computed:            true,
				Sensitive:           true,
				PlanModifiers:       keep,
			},
		},
	}
}
