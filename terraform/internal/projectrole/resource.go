// Package projectrole has the resource and the data source aerie_project_role.
package projectrole

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type projectRoleResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure   = (*projectRoleResource)(nil)
	_ resource.ResourceWithImportState = (*projectRoleResource)(nil)
)

// NewResource makes aerie_project_role.
func NewResource() resource.Resource {
	return &projectRoleResource{}
}

func (r *projectRoleResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_project_role"
}

func (r *projectRoleResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *projectRoleResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.client.CreateProjectRole(ctx, plan.OrganizationID.ValueString(), wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create project role", err)...)
		return
	}
	state, diagnostics := observed(ctx, made)
	response.Diagnostics.Append(diagnostics...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *projectRoleResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.ProjectRole(ctx, state.OrganizationID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read project role", err)...)
		return
	}
	state, diagnostics := observed(ctx, found)
	response.Diagnostics.Append(diagnostics...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *projectRoleResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	changed, err := r.client.ChangeProjectRole(ctx, plan.OrganizationID.ValueString(), plan.ID.ValueString(), wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update project role", err)...)
		return
	}
	state, diagnostics := observed(ctx, changed)
	response.Diagnostics.Append(diagnostics...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *projectRoleResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.DeleteProjectRole(ctx, state.OrganizationID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete project role", err)...)
	}
}

// ImportState takes the organisation's id and its own, as a role is only found in its organisation.
func (r *projectRoleResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "organization_id", "org_…/rol_…", request, response)
}
