package serviceaccount

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
)

const (
	usualRole   = "MEMBER"
	longestName = 100
)

func (r *serviceAccountResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	response.Schema = schema.Schema{
		MarkdownDescription: "A service account: a program that signs in by OAuth 2.0 client credentials, with roles as people have them. Its `id` is the client id.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "Id, `sac_…`, and client id.", Computed: true, PlanModifiers: keep,
			},
			"organization_id": schema.StringAttribute{
				MarkdownDescription: "Organisation of the account. A change makes a new account.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "What people call it.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthBetween(1, longestName)},
			},
			"role": schema.StringAttribute{
				MarkdownDescription: "Role in the organisation: `MEMBER`, as when left out, `BILLING_ADMIN` or `ORGANIZATION_OWNER`.",
				Optional:            true,
				Computed:            true,
				Default:             stringdefault.StaticString(usualRole),
				Validators:          []validator.String{assignment.OrganizationRole()},
			},
			"projects": assignment.Attribute(),
			"disabled": schema.BoolAttribute{
				MarkdownDescription: "Whether it is refused for now. `false` when left out.",
				Optional:            true,
				Computed:            true,
				Default:             booldefault.StaticBool(false),
			},
			"rotation_trigger": schema.StringAttribute{
				MarkdownDescription: "Any text. When it becomes another one the account gets another `secret`, in place; the one before opens nothing more. Taking it away does nothing.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When it was made (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
			"secret": schema.StringAttribute{
				MarkdownDescription: "Client secret. Told once, when it is made or rotated, and kept in the state; null after an import.",
				Computed:            true,
				Sensitive:           true,
				PlanModifiers:       keep,
			},
			"token_url": schema.StringAttribute{
				MarkdownDescription: "Where the secret is exchanged for access tokens; null after an import.", Computed: true, PlanModifiers: keep,
			},
		},
	}
}
