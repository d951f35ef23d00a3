// Package invitation is the resource aerie_invitation.
package invitation

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type invitationResource struct {
	client *client.Client
	now    func() time.Time
}

type model struct {
	ID             types.String `tfsdk:"id"`
	OrganizationID types.String `tfsdk:"organization_id"`
	Email          types.String `tfsdk:"email"`
	Role           types.String `tfsdk:"role"`
	ExpiresAt      types.String `tfsdk:"expires_at"`
	AcceptedAt     types.String `tfsdk:"accepted_at"`
	CreatedAt      types.String `tfsdk:"created_at"`
}

var (
	_ resource.ResourceWithConfigure   = (*invitationResource)(nil)
	_ resource.ResourceWithImportState = (*invitationResource)(nil)
)

// NewResource makes aerie_invitation.
func NewResource() resource.Resource {
	return &invitationResource{now: time.Now}
}

func (r *invitationResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_invitation"
}

func (r *invitationResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *invitationResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.client.Invite(ctx, plan.OrganizationID.ValueString(), client.NewInvitation{
		Email: plan.Email.ValueString(), Role: plan.Role.ValueString(),
	})
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create invitation", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(made))...)
}

// Read forgets an invitation that ended before it was accepted, so that the next apply sends another.
func (r *invitationResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.Invitation(ctx, state.OrganizationID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) || (err == nil && r.hasEnded(found)) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read invitation", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(found))...)
}

func (r *invitationResource) hasEnded(found client.Invitation) bool {
	if found.AcceptedAt != nil {
		return false
	}
	end, err := time.Parse(time.RFC3339, found.ExpiresAt)
	return found.RevokedAt != nil || (err == nil && !r.now().Before(end))
}

// Update has nothing to send: every attribute that can be set replaces the invitation.
func (r *invitationResource) Update(_ context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	response.State.Raw = request.Plan.Raw
}

func (r *invitationResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.RevokeInvitation(ctx, state.OrganizationID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Revoke invitation", err)...)
	}
}

// ImportState takes the organisation's id and its own, as an invitation is only found in its organisation.
func (r *invitationResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "organization_id", "org_…/inv_…", request, response)
}

func observed(found client.Invitation) model {
	return model{
		ID:             types.StringValue(found.ID),
		OrganizationID: types.StringValue(found.OrganizationID),
		Email:          types.StringValue(found.Email),
		Role:           types.StringValue(found.Role),
		ExpiresAt:      types.StringValue(found.ExpiresAt),
		AcceptedAt:     types.StringPointerValue(found.AcceptedAt),
		CreatedAt:      types.StringValue(found.CreatedAt),
	}
}
