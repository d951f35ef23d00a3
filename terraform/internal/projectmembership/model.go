package projectmembership

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	ProjectID      types.String `tfsdk:"project_id"`
	MemberID       types.String `tfsdk:"member_id"`
	Role           types.String `tfsdk:"role"`
}

func (m model) wanted(context.Context) (client.NewProjectMembership, diag.Diagnostics) {
	return client.NewProjectMembership{
		MemberID:          m.MemberID.ValueString(),
		ProjectMembership: client.ProjectMembership{ProjectID: m.ProjectID.ValueString(), Role: m.Role.ValueString()},
	}, nil
}

func (m model) changes(context.Context, model) (string, diag.Diagnostics) {
	return m.Role.ValueString(), nil
}

func (m *model) observe(_ context.Context, found client.HeldProjectMembership) diag.Diagnostics {
	*m = model{
		ID:             types.StringValue(idOf(found)),
		OrganizationID: types.StringValue(found.OrganizationID),
		ProjectID:      types.StringValue(found.ProjectID),
		MemberID:       types.StringValue(found.MemberID),
		Role:           types.StringValue(found.Role),
	}
	return nil
}

func idOf(held client.HeldProjectMembership) string {
	return held.ProjectID + "/" + held.MemberID
}
