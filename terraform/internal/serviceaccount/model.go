package serviceaccount

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID              types.String `tfsdk:"id"`
	OrganizationID  types.String `tfsdk:"organization_id"`
	Name            types.String `tfsdk:"name"`
	Role            types.String `tfsdk:"role"`
	Projects        types.Set    `tfsdk:"projects"`
	Disabled        types.Bool   `tfsdk:"disabled"`
	RotationTrigger types.String `tfsdk:"rotation_trigger"`
	CreatedAt       types.String `tfsdk:"created_at"`
	Secret          types.String `tfsdk:"secret"`
	TokenURL        types.String `tfsdk:"token_url"`
}

func (m model) wanted(ctx context.Context) (client.NewServiceAccount, diag.Diagnostics) {
	wanted := client.NewServiceAccount{Name: m.Name.ValueString(), Role: m.Role.ValueString()}
	projects, diagnostics := assignment.Wanted(ctx, m.Projects)
	if projects != nil {
		wanted.Projects = *projects
	}
	return wanted, diagnostics
}

func (m model) changes(ctx context.Context, _ model) (client.ServiceAccountChanges, diag.Diagnostics) {
	projects, diagnostics := assignment.Wanted(ctx, m.Projects)
	return client.ServiceAccountChanges{
		Name: m.Name.ValueStringPointer(), Role: m.Role.ValueStringPointer(), Projects: projects, Disabled: m.Disabled.ValueBoolPointer(),
	}, diagnostics
}

// observe takes over what the control plane says. Roles in projects are looked at when the configuration names them, or at
// an import. The secret is told only when it was just made.
func (m *model) observe(ctx context.Context, found client.ServiceAccount) diag.Diagnostics {
	imported := m.Role.IsNull()
	m.ID = types.StringValue(found.ID)
	m.OrganizationID = types.StringValue(found.OrganizationID)
	m.Name = types.StringValue(found.Name)
	m.Role = types.StringValue(found.Role)
	m.Disabled = types.BoolValue(found.Disabled)
	m.CreatedAt = types.StringValue(found.CreatedAt)
	if found.Secret != "" {
		m.Secret = types.StringValue(found.Secret)
		m.TokenURL = types.StringValue(found.TokenURL)
	}
	return assignment.Observe(ctx, &m.Projects, imported, found.Projects)
}
