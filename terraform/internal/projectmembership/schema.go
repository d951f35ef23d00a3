package projectmembership

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
)

var validMember = regexp.MustCompile(`^(usr|sac)_.+$`)

func (r *projectMembershipResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	replace := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	response.Schema = schema.Schema{
		MarkdownDescription: "The role of one member or service account in one project. Others are left alone, so the projects of somebody can be managed in many places; " +
			"not beside `projects` of the same `aerie_member` or `aerie_service_account`, which takes away what it does not name.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "The project's id and the member's, `prj_…/usr_…`.",
				Computed:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"organization_id": schema.StringAttribute{
				MarkdownDescription: "Organisation of the project. A change makes a new membership.", Required: true, PlanModifiers: replace,
			},
			"project_id": schema.StringAttribute{
				MarkdownDescription: "The project. A change makes a new membership.", Required: true, PlanModifiers: replace,
			},
			"member_id": schema.StringAttribute{
				MarkdownDescription: "Who has the role: a member, `usr_…`, or a service account, `sac_…`. A change makes a new membership.",
				Required:            true,
				PlanModifiers:       replace,
				Validators: []validator.String{stringvalidator.RegexMatches(validMember,
					"must be the id of a member, usr_…, or of a service account, sac_…")},
			},
			"role": assignment.Role("`DATA_VIEWER`, `DATA_OPERATOR`, `DATA_ADMIN`, `PROJECT_ADMIN` or the id of an `aerie_project_role`."),
		},
	}
}
