package alertrule

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String    `tfsdk:"id"`
	OrganizationID types.String    `tfsdk:"organization_id"`
	Name           types.String    `tfsdk:"name"`
	Condition      *conditionModel `tfsdk:"condition"`
	ChannelIDs     types.Set       `tfsdk:"channel_ids"`
	Enabled        types.Bool      `tfsdk:"enabled"`
	CreatedAt      types.String    `tfsdk:"created_at"`
}

func (m model) wanted(ctx context.Context) (client.AlertRuleFields, diag.Diagnostics) {
	condition, diagnostics := m.Condition.wanted(ctx)
	channels := []string{}
	diagnostics.Append(m.ChannelIDs.ElementsAs(ctx, &channels, false)...)
	slices.Sort(channels)
	return client.AlertRuleFields{
		Name: m.Name.ValueString(), Condition: condition, ChannelIDs: channels, Enabled: m.Enabled.ValueBool(),
	}, diagnostics
}

func (m *model) observe(ctx context.Context, found client.AlertRule) diag.Diagnostics {
	condition, diagnostics := observedCondition(ctx, found.Condition)
	channels, more := types.SetValueFrom(ctx, types.StringType, append([]string{}, found.ChannelIDs...))
	diagnostics.Append(more...)
	*m = model{
		ID:             types.StringValue(found.ID),
		OrganizationID: types.StringValue(found.OrganizationID),
		Name:           types.StringValue(found.Name),
		Condition:      condition,
		ChannelIDs:     channels,
		Enabled:        types.BoolValue(found.Enabled),
		CreatedAt:      types.StringValue(found.CreatedAt),
	}
	return diagnostics
}
