package notificationchannel

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
	"aerie.dev/terraform-provider-aerie/internal/outbound"
)

const mostAddresses = 10

var about = schema.Schema{
	MarkdownDescription: "A way to be told of alerts: exactly one of `email`, `webhook` and `slack`. Rules name it by its `id` (`aerie_alert_rule`).",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id, `nch_…`."),
		"organization_id": attribute.Fixed("Organisation of the channel. A change makes a new channel."),
		"name":            attribute.Given("Name, unique in the organisation.", attribute.IsName()),
		"email":           email(),
		"webhook":         outbound.Signed("A program that takes JSON by POST, signed as Standard Webhooks has it."),
		"slack":           slack(),
		"created_at":      attribute.CreatedAt(),
	},
}

func email() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "Mails.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"addresses": schema.SetAttribute{
				MarkdownDescription: "Addresses, 1 to 10.",
				ElementType:         types.StringType,
				Required:            true,
				Validators:          []validator.Set{setvalidator.SizeBetween(1, mostAddresses), setvalidator.ValueStringsAre(attribute.IsEmail())},
			},
		},
	}
}

func slack() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "A chat: Slack, Mattermost and whatever takes what they take.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"url": attribute.Hidden("URL of the chat's incoming webhook. Its path is a secret: it is kept in the state, and a change of it elsewhere is not seen.",
				outbound.IsURL()),
		},
	}
}
