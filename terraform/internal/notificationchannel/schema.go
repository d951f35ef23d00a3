package notificationchannel

import (
	"context"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/resourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/outbound"
)

const (
	longestName   = 100
	mostAddresses = 10
)

var validEmail = regexp.MustCompile(`^[^@\s]+@[^@\s]+$`)

func (r *channelResource) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	keep := []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	response.Schema = schema.Schema{
		MarkdownDescription: "A way to be told of alerts: exactly one of `email`, `webhook` and `slack`. Rules name it by its `id` (`aerie_alert_rule`).",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "Id, `nch_…`.", Computed: true, PlanModifiers: keep,
			},
			"organization_id": schema.StringAttribute{
				MarkdownDescription: "Organisation of the channel. A change makes a new channel.",
				Required:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"name": schema.StringAttribute{
				MarkdownDescription: "Name, unique in the organisation.",
				Required:            true,
				Validators:          []validator.String{stringvalidator.LengthBetween(1, longestName)},
			},
			"email":   email(),
			"webhook": webhook(),
			"slack":   slack(),
			"created_at": schema.StringAttribute{
				MarkdownDescription: "When it was made (RFC 3339).", Computed: true, PlanModifiers: keep,
			},
		},
	}
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
				Validators: []validator.Set{
					setvalidator.SizeBetween(1, mostAddresses),
					setvalidator.ValueStringsAre(stringvalidator.RegexMatches(validEmail, "must be an e-mail address")),
				},
			},
		},
	}
}

func webhook() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "A program that takes JSON by POST, signed as Standard Webhooks has it.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				MarkdownDescription: "Its URL.", Required: true, Validators: []validator.String{outbound.IsURL()},
			},
			"secret": schema.StringAttribute{
				MarkdownDescription: "Signs what is sent: `whsec_` and the base64 of 24 to 64 random bytes. Kept in the state; null after an import until the next apply.",
				Required:            true,
				Sensitive:           true,
				Validators:          []validator.String{outbound.IsSecret()},
			},
		},
	}
}

func slack() schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: "A chat: Slack, Mattermost and whatever takes what they take.",
		Optional:            true,
		Attributes: map[string]schema.Attribute{
			"url": schema.StringAttribute{
				MarkdownDescription: "URL of the chat's incoming webhook. Its path is a secret: it is kept in the state, and a change of it elsewhere is not seen.",
				Required:            true,
				Sensitive:           true,
				Validators:          []validator.String{outbound.IsURL()},
			},
		},
	}
}

func (r *channelResource) ConfigValidators(context.Context) []resource.ConfigValidator {
	return []resource.ConfigValidator{
		resourcevalidator.ExactlyOneOf(path.MatchRoot("email"), path.MatchRoot("webhook"), path.MatchRoot("slack")),
	}
}
