package member

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
	"aerie.dev/terraform-provider-aerie/internal/replace"
)

var validEmail = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)

func (r *memberResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	response.Schema = schema.Schema{
		MarkdownDescription: "A person in an organisation, who has signed in before: others are asked by `aerie_invitation`. The last owner stays one.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "Id of the person, `usr_…`.", Computed: true, PlanModifiers: keep,
			},
			"organization_id": schema.StringAttribute{
				MarkdownDescription: "The organisation. A change makes a new membership.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"email": schema.StringAttribute{
				MarkdownDescription: "Verified address the person signs in with. A change makes a new membership; after an import it is taken over.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{replace.StringWhenKnown()},
				Validators:          []validator.String{stringvalidator.RegexMatches(validEmail, "must be an e-mail address")},
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "What the person is called.", Computed: true, PlanModifiers: keep,
			},
			"role": schema.StringAttribute{
				MarkdownDescription: "Role in the organisation: `MEMBER`, whom only roles in projects open something, `BILLING_ADMIN` or `ORGANIZATION_OWNER`.",
				Required:            true,
				Validators:          []validator.String{assignment.OrganizationRole()},
			},
			"projects": assignment.Attribute(),
			"disabled": schema.BoolAttribute{
				MarkdownDescription: "Whether the person is refused for now, whatever the roles are. `false` when left out.",
				Optional:            true,
				Computed:            true,
				Default:             booldefault.StaticBool(false),
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When it was made (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
		},
	}
}
