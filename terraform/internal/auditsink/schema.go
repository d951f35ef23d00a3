package auditsink

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
	"aerie.dev/terraform-provider-aerie/internal/outbound"
)

var about = schema.Schema{
	MarkdownDescription: "A place the organisation's audit events are streamed to: exactly one of `s3`, `https` and `syslog`. Needs a key of role `ORGANIZATION_OWNER`.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id, `snk_…`."),
		"organization_id": attribute.Fixed("Organisation whose events they are. A change makes a new sink."),
		"name":            attribute.Given("Name, unique in the organisation.", attribute.IsName()),
		"enabled":         attribute.Flag("Whether events are sent; what happens meanwhile is sent later. `true` when left out.", true),
		"from_sequence": schema.Int64Attribute{
			MarkdownDescription: "Number of the first event to send, 1: all there are; when left out, the one that tells of the sink. A change makes a new sink; leave it out of one that is imported.",
			Optional:            true,
			PlanModifiers:       []planmodifier.Int64{int64planmodifier.RequiresReplace()},
			Validators:          []validator.Int64{int64validator.AtLeast(1)},
		},
		"s3":         s3(),
		"https":      outbound.Signed("An address that takes NDJSON by POST, signed as Standard Webhooks has it."),
		"syslog":     syslog(),
		"created_at": attribute.CreatedAt(),
	},
}
