package outbound

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

// Signed is an address that is sent to by POST, signed by a secret that is not told back.
func Signed(description string) schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: description,
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"url": attribute.Given("Its URL.", IsURL()),
			"secret": attribute.Hidden("Signs what is sent: `whsec_` and the base64 of 24 to 64 random bytes. Kept in the state; null after an import until the next apply.",
				IsSecret()),
		},
	}
}
