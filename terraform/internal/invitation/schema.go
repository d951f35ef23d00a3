package invitation

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

var validEmail = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)

func (r *invitationResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	replace := []planmodifier.String{stringplanmodifier.RequiresReplace()}
	response.Schema = schema.Schema{
		MarkdownDescription: "Asks a person by mail to join an organisation, and holds for seven days. One that was accepted stays as it is; one that ran out is sent again by the next apply. " +
			"Who was invited is a member from then on: destroying the invitation does not remove them.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "Id, `inv_…`.", Computed: true, PlanModifiers: keep,
			},
			"organization_id": schema.StringAttribute{
				MarkdownDescription: "The organisation. A change sends another invitation.", Required: true, PlanModifiers: replace,
			},
			"email": schema.StringAttribute{
				MarkdownDescription: "Address it goes to. A change sends another invitation.",
				Required:            true,
				PlanModifiers:       replace,
				Validators:          []validator.String{stringvalidator.RegexMatches(validEmail, "must be an e-mail address")},
			},
			"role": schema.StringAttribute{
				MarkdownDescription: "Role in the organisation: `MEMBER`, `BILLING_ADMIN` or `ORGANIZATION_OWNER`. A change sends another invitation.",
				Required:            true,
				PlanModifiers:       replace,
				Validators:          []validator.String{assignment.OrganizationRole()},
			},
			"expires_at": schema.StringAttribute{
				MarkdownDescription: "When it ends (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
			"accepted_at": schema.StringAttribute{
				MarkdownDescription: "When it was accepted (RFC 3339); null until then.", Computed: true, PlanModifiers: keep,
			},
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When it was sent (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
		},
	}
}
