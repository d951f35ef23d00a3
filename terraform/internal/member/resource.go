// Package member is the resource aerie_member.
package member

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type memberResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure   = (*memberResource)(nil)
	_ resource.ResourceWithImportState = (*memberResource)(nil)
)

// NewResource makes aerie_member.
func NewResource() resource.Resource {
	return &memberResource{}
}

func (r *memberResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_member"
}

func (r *memberResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

// Create writes the state before it disables, so that a member who could not be disabled is not lost.
func (r *memberResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	disabled := plan.Disabled.ValueBool()
	made, err := r.client.AddMember(ctx, plan.OrganizationID.ValueString(), wanted)
	if err != nil {
		response.Diagnostics.Append(refused(plan, err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
	if !disabled {
		return
	}
	made, err = r.client.ChangeMember(ctx, made.OrganizationID, made.UserID, client.MemberChanges{Disabled: &disabled})
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Disable member", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

// refused says what to do about who cannot be added.
func refused(plan model, err error) diag.Diagnostics {
	advice := map[string]string{
		"ALREADY_MEMBER":  "Import the member: terraform import <address> " + plan.OrganizationID.ValueString() + "/usr_…. The ids of members are in the data source aerie_members.",
		"ACCOUNT_UNKNOWN": "Ask the person by an aerie_invitation, and add them here when they have signed in.",
	}[client.CodeOf(err)]
	if advice == "" {
		return diagnose.Failure("Add member", err)
	}
	var diagnostics diag.Diagnostics
	diagnostics.AddAttributeError(path.Root("email"), "Add member failed", err.Error()+"\n\n"+advice)
	return diagnostics
}

func (r *memberResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.Member(ctx, state.OrganizationID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read member", err)...)
		return
	}
	response.Diagnostics.Append(state.observe(ctx, found)...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *memberResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	changes, diagnostics := plan.changes(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	changed, err := r.client.ChangeMember(ctx, plan.OrganizationID.ValueString(), plan.ID.ValueString(), changes)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update member", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, changed)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *memberResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.RemoveMember(ctx, state.OrganizationID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Remove member", err)...)
	}
}

// ImportState takes the organisation's id and the person's.
func (r *memberResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "organization_id", "org_…/usr_…", request, response)
}
