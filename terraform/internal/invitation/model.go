package invitation

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	Email          types.String `tfsdk:"email"`
	Role           types.String `tfsdk:"role"`
	ExpiresAt      types.String `tfsdk:"expires_at"`
	AcceptedAt     types.String `tfsdk:"accepted_at"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

func (m model) wanted(context.Context) (client.NewInvitation, diag.Diagnostics) {
	return client.NewInvitation{Email: m.Email.ValueString(), Role: m.Role.ValueString()}, nil
}

func (m *model) observe(_ context.Context, found client.Invitation) diag.Diagnostics {
	*m = model{
		ID:             types.StringValue(found.ID),
		OrganizationID: types.StringValue(found.OrganizationID),
		Email:          types.StringValue(found.Email),
		Role:           types.StringValue(found.Role),
		ExpiresAt:      types.StringValue(found.ExpiresAt),
		AcceptedAt:     types.StringPointerValue(found.AcceptedAt),
		CreatedAt:      types.StringValue(found.CreatedAt),
	}
	return nil
}
