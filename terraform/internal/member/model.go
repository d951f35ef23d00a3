package member

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	Email          types.String `tfsdk:"email"`
	Name           types.String `tfsdk:"name"`
	Role           types.String `tfsdk:"role"`
	Projects       types.Set    `tfsdk:"projects"`
	Disabled       types.Bool   `tfsdk:"disabled"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

func (m model) wanted(ctx context.Context) (client.NewMember, diag.Diagnostics) {
	wanted := client.NewMember{Email: m.Email.ValueString(), Role: m.Role.ValueString()}
	projects, diagnostics := assignment.Wanted(ctx, m.Projects)
	if projects != nil {
		wanted.Projects = *projects
	}
	return wanted, diagnostics
}

func (m model) changes(ctx context.Context, _ model) (client.MemberChanges, diag.Diagnostics) {
	projects, diagnostics := assignment.Wanted(ctx, m.Projects)
	return client.MemberChanges{
		Role: m.Role.ValueStringPointer(), Projects: projects, Disabled: m.Disabled.ValueBoolPointer(),
	}, diagnostics
}

// observe takes over what the control plane says. Roles in projects are looked at when the configuration names them, or at
// an import. The address is not told; it stays as it was given.
func (m *model) observe(ctx context.Context, found client.Member) diag.Diagnostics {
	imported := m.Role.IsNull()
	m.ID = types.StringValue(found.UserID)
	m.OrganizationID = types.StringValue(found.OrganizationID)
	m.Name = types.StringValue(found.Name)
	m.Role = types.StringValue(found.Role)
	m.Disabled = types.BoolValue(found.Disabled)
	m.CreatedAt = types.StringValue(found.CreatedAt)
	return assignment.Observe(ctx, &m.Projects, imported, found.Projects)
}
