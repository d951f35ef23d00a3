package projectrole

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

// always are the permissions that every role has; the control plane adds them by itself.
var always = []string{"SIGNED_IN", "ORGANIZATION_READ", "PROJECT_READ"}

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	Name           types.String `tfsdk:"name"`
	Permissions    types.Set    `tfsdk:"permissions"`
	DataRole       types.String `tfsdk:"data_role"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

func (m model) wanted(ctx context.Context) (client.ProjectRoleFields, diag.Diagnostics) {
	permissions := []string{}
	diagnostics := m.Permissions.ElementsAs(ctx, &permissions, false)
	return client.ProjectRoleFields{
		Name:        m.Name.ValueString(),
		Permissions: permissions,
		DataRole:    m.DataRole.ValueString(),
	}, diagnostics
}

func (m *model) observe(ctx context.Context, role client.ProjectRole) diag.Diagnostics {
	chosen := slices.DeleteFunc(slices.Clone(role.Permissions), func(one string) bool { return slices.Contains(always, one) })
	permissions, diagnostics := types.SetValueFrom(ctx, types.StringType, chosen)
	*m = model{
		ID:             types.StringValue(role.ID),
		OrganizationID: types.StringValue(role.OrganizationID),
		Name:           types.StringValue(role.Name),
		Permissions:    permissions,
		DataRole:       types.StringValue(role.DataRole),
		CreatedAt:      types.StringPointerValue(role.CreatedAt),
	}
	return diagnostics
}
