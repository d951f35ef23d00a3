package apikey

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String      `tfsdk:"id"`
	OrganizationID types.String      `tfsdk:"organization_id"`
	ProjectID      types.String      `tfsdk:"project_id"`
	ClusterIDs     types.Set         `tfsdk:"cluster_ids"`
	Name           types.String      `tfsdk:"name"`
	Role           types.String      `tfsdk:"role"`
	ExpiresAt      timetypes.RFC3339 `tfsdk:"expires_at"`
	CreatedAt      types.String      `tfsdk:"created_at"`
	Secret         types.String      `tfsdk:"secret"`
}

func (m model) wanted(ctx context.Context) (client.NewAPIKey, diag.Diagnostics) {
	var clusters []string
	diagnostics := m.ClusterIDs.ElementsAs(ctx, &clusters, false)
	return client.NewAPIKey{
		OrganizationID: m.OrganizationID.ValueString(),
		ProjectID:      m.ProjectID.ValueStringPointer(),
		ClusterIDs:     clusters,
		Name:           m.Name.ValueString(),
		Role:           m.Role.ValueString(),
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

	expires, diagnostics := timetypes.NewRFC3339PointerValue(key.ExpiresAt)
	m.ExpiresAt = expires
	m.ClusterIDs = types.SetNull(types.StringType)
	if len(key.ClusterIDs) > 0 {
		clusters, more := types.SetValueFrom(ctx, types.StringType, key.ClusterIDs)
		diagnostics.Append(more...)
		m.ClusterIDs = clusters
	}
	return diagnostics
}
