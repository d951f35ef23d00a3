package project

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	Name           types.String `tfsdk:"name"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

func observed(project client.Project) model {
	return model{
		ID:             types.StringValue(project.ID),
		OrganizationID: types.StringValue(project.OrganizationID),
		Name:           types.StringValue(project.Name),
		CreatedAt:      types.StringValue(project.CreatedAt),
	}
}
