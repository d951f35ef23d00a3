package invitation

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

var about = schema.Schema{
	MarkdownDescription: "Asks a person by mail to join an organisation, and holds for seven days. One that was accepted stays as it is; one that ran out is sent again by the next apply. " +
		"Who was invited is a member from then on: destroying the invitation does not remove them.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id, `inv_…`."),
		"organization_id": attribute.Fixed("The organisation. A change sends another invitation."),
		"email":           attribute.Fixed("Address it goes to. A change sends another invitation.", attribute.IsEmail()),
		"role": attribute.Fixed("Role in the organisation: `MEMBER`, `BILLING_ADMIN` or `ORGANIZATION_OWNER`. A change sends another invitation.",
			assignment.OrganizationRole()),
		"expires_at":  attribute.Told("When it ends (RFC 3339)."),
		"accepted_at": attribute.Told("When it was accepted (RFC 3339); null until then."),
		"created_at":  attribute.Told("When it was sent (RFC 3339)."),
	},
}
