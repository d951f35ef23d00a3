package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	Name           types.String `tfsdk:"name"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

func (m model) wanted(context.Context) (client.NewProject, diag.Diagnostics) {
	return client.NewProject{OrganizationID: m.OrganizationID.ValueString(), Name: m.Name.ValueString()}, nil
}

func (m model) changes(context.Context, model) (client.ProjectChanges, diag.Diagnostics) {
	return client.ProjectChanges{Name: m.Name.ValueString()}, nil
}

func (m *model) observe(_ context.Context, found client.Project) diag.Diagnostics {
	*m = model{
		ID:             types.StringValue(found.ID),
		OrganizationID: types.StringValue(found.OrganizationID),
		Name:           types.StringValue(found.Name),
		CreatedAt:      types.StringValue(found.CreatedAt),
	}
	return nil
}
