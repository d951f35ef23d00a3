package notificationchannel

import (
	"context"
	"net/url"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String  `tfsdk:"id"`
	OrganizationID types.String  `tfsdk:"organization_id"`
	Name           types.String  `tfsdk:"name"`
	Email          *emailModel   `tfsdk:"email"`
	Webhook        *webhookModel `tfsdk:"webhook"`
	Slack          *slackModel   `tfsdk:"slack"`
	CreatedAt      types.String  `tfsdk:"created_at"`
}

type emailModel struct {
	Addresses types.Set `tfsdk:"addresses"`
}

type webhookModel struct {
	URL    types.String `tfsdk:"url"`
	Secret types.String `tfsdk:"secret"`
}

type slackModel struct {
	URL types.String `tfsdk:"url"`
}

func (m model) wanted(ctx context.Context) (client.NotificationChannelFields, diag.Diagnostics) {
	fields := client.NotificationChannelFields{Name: m.Name.ValueString()}
	var diagnostics diag.Diagnostics
	switch {
	case m.Email != nil:
		fields.Email = &client.NotificationEmail{}
		diagnostics = m.Email.Addresses.ElementsAs(ctx, &fields.Email.Addresses, false)
		slices.Sort(fields.Email.Addresses)
	case m.Webhook != nil:
		fields.Webhook = &client.NotificationWebhook{URL: m.Webhook.URL.ValueString(), Secret: m.Webhook.Secret.ValueStringPointer()}
	case m.Slack != nil:
		fields.Slack = &client.NotificationSlack{URL: m.Slack.URL.ValueString()}
	}
	return fields, diagnostics
}

// changes name the target only when it is to change: it is given whole, with its secret.
func (m model) changes(ctx context.Context, state model) (client.NotificationChannelFields, diag.Diagnostics) {
	wanted, diagnostics := m.wanted(ctx)
	before, more := state.wanted(ctx)
	diagnostics.Append(more...)
	before.Name = wanted.Name
	if reflect.DeepEqual(wanted, before) {
		return client.NotificationChannelFields{Name: wanted.Name}, diagnostics
	}
	return wanted, diagnostics
}

// observe takes over what the control plane says. Secrets are not among it: they stay as they were given.
func (m *model) observe(ctx context.Context, found client.NotificationChannel) (diagnostics diag.Diagnostics) {
	before := *m
	*m = model{
		ID:             types.StringValue(found.ID),
		OrganizationID: types.StringValue(found.OrganizationID),
		Name:           types.StringValue(found.Name),
		CreatedAt:      types.StringValue(found.CreatedAt),
	}
	switch {
	case found.Email != nil:
		m.Email = &emailModel{}
		m.Email.Addresses, diagnostics = types.SetValueFrom(ctx, types.StringType, found.Email.Addresses)
	case found.Webhook != nil:
		m.Webhook = &webhookModel{URL: types.StringValue(found.Webhook.URL)}
		if before.Webhook != nil {
			m.Webhook.Secret = before.Webhook.Secret
		}
	case found.Slack != nil:
		m.Slack = &slackModel{URL: types.StringValue(found.Slack.URL)}
		if before.Slack != nil && hostOf(before.Slack.URL.ValueString()) == hostOf(found.Slack.URL) {
			m.Slack.URL = before.Slack.URL
		}
	}
	return diagnostics
}

// hostOf is all that is told of a chat's URL.
func hostOf(text string) string {
	address, err := url.Parse(text)
	if err != nil {
		return text
	}
	return address.Hostname()
}
