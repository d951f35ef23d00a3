package member

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
	"aerie.dev/terraform-provider-aerie/internal/attribute"
	"aerie.dev/terraform-provider-aerie/internal/replace"
)

var about = schema.Schema{
	MarkdownDescription: "A person in an organisation, who has signed in before: others are asked by `aerie_invitation`. The last owner stays one.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id of the person, `usr_…`."),
		"organization_id": attribute.Fixed("The organisation. A change makes a new membership."),
		"email":           email(),
		"name":            attribute.Told("What the person is called."),
		"role": attribute.Given("Role in the organisation: `MEMBER`, whom only roles in projects open something, `BILLING_ADMIN` or `ORGANIZATION_OWNER`.",
			assignment.OrganizationRole()),
		"projects":   assignment.Attribute(),
		"disabled":   attribute.Flag("Whether the person is refused for now, whatever the roles are. `false` when left out.", false),
		"created_at": attribute.CreatedAt(),
	},
}

// email is only said when somebody is added, and not told again.
func email() schema.Attribute {
	address := attribute.Given("Verified address the person signs in with. A change makes a new membership; after an import it is taken over.",
		attribute.IsEmail())
	address.PlanModifiers = []planmodifier.String{replace.StringWhenKnown()}
	return address
}
