package serviceaccount

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

const usualRole = "MEMBER"

var about = schema.Schema{
	MarkdownDescription: "A service account: a program that signs in by OAuth 2.0 client credentials, with roles as people have them. Its `id` is the client id.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id, `sac_…`, and client id."),
		"organization_id": attribute.Fixed("Organisation of the account. A change makes a new account."),
		"name":            attribute.Given("What people call it.", attribute.IsName()),
		"role": schema.StringAttribute{
			MarkdownDescription: "Role in the organisation: `MEMBER`, as when left out, `BILLING_ADMIN` or `ORGANIZATION_OWNER`.",
			Optional:            true,
			Computed:            true,
			Default:             stringdefault.StaticString(usualRole),
			Validators:          []validator.String{assignment.OrganizationRole()},
		},
		"projects": assignment.Attribute(),
		"disabled": attribute.Flag("Whether it is refused for now. `false` when left out.", false),
		"rotation_trigger": schema.StringAttribute{
			MarkdownDescription: "Any text. When it becomes another one the account gets another `secret`, in place; the one before opens nothing more. Taking it away does nothing.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
		},
		"created_at": attribute.CreatedAt(),
		"secret":     attribute.Secret("Client secret. Told once, when it is made or rotated, and kept in the state; null after an import."),
		"token_url":  attribute.Told("Where the secret is exchanged for access tokens; null after an import."),
	},
}
