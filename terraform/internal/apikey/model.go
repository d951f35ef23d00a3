package apikey

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/texts"
)

type model struct {
	ID                     types.String      `tfsdk:"id"`
	OrganizationID         types.String      `tfsdk:"organization_id"`
	ProjectID              types.String      `tfsdk:"project_id"`
	ClusterIDs             types.Set         `tfsdk:"cluster_ids"`
	Name                   types.String      `tfsdk:"name"`
	Role                   types.String      `tfsdk:"role"`
	Scopes                 types.Set         `tfsdk:"scopes"`
	IPAllowlist            types.Set         `tfsdk:"ip_allowlist"`
	ExpiresAt              timetypes.RFC3339 `tfsdk:"expires_at"`
	RotationTrigger        types.String      `tfsdk:"rotation_trigger"`
	RotationOverlapSeconds types.Int64       `tfsdk:"rotation_overlap_seconds"`
	PredecessorIDs         types.List        `tfsdk:"predecessor_ids"`
	CreatedAt              types.String      `tfsdk:"created_at"`
	Secret                 types.String      `tfsdk:"secret"`
}

func (m model) wanted(ctx context.Context) (client.NewAPIKey, diag.Diagnostics) {
	clusters, diagnostics := texts.Of(ctx, m.ClusterIDs)
	addresses, more := texts.Of(ctx, m.IPAllowlist)
	diagnostics.Append(more...)
	scopes, more := wantedScopes(ctx, m.Scopes)
	diagnostics.Append(more...)
	return client.NewAPIKey{
		OrganizationID: m.OrganizationID.ValueString(),
		ProjectID:      m.ProjectID.ValueStringPointer(),
		ClusterIDs:     clusters,
		Name:           m.Name.ValueString(),
		Role:           m.Role.ValueString(),
		Scopes:         scopes,
		IPAllowlist:    addresses,
		ExpiresAt:      m.ExpiresAt.ValueStringPointer(),
	}, diagnostics
}

// observe takes over what the control plane says. The secret is not among it: only the answer that made the key has it.
func (m *model) observe(ctx context.Context, key client.APIKey) diag.Diagnostics {
	m.ID = types.StringValue(key.ID)
	m.OrganizationID = types.StringValue(key.OrganizationID)
	m.ProjectID = types.StringPointerValue(key.ProjectID)
	m.Name = types.StringValue(key.Name)
	m.Role = types.StringValue(key.Role)
	m.CreatedAt = types.StringValue(key.CreatedAt)
	if m.PredecessorIDs.IsNull() || m.PredecessorIDs.IsUnknown() {
		m.PredecessorIDs = types.ListValueMust(types.StringType, []attr.Value{})
	}

	expires, diagnostics := timetypes.NewRFC3339PointerValue(key.ExpiresAt)
	m.ExpiresAt = expires
	var more diag.Diagnostics
	m.ClusterIDs, more = texts.OrNull(ctx, key.ClusterIDs)
	diagnostics.Append(more...)
	m.IPAllowlist, more = texts.OrNull(ctx, key.IPAllowlist)
	diagnostics.Append(more...)
	m.Scopes, more = observedScopes(ctx, key.Scopes)
	diagnostics.Append(more...)
	return diagnostics
}
