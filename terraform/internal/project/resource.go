// Package project is the resource aerie_project.
package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

type projectResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure   = (*projectResource)(nil)
	_ resource.ResourceWithImportState = (*projectResource)(nil)
)

// NewResource makes aerie_project.
func NewResource() resource.Resource {
	return &projectResource{}
}

func (r *projectResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_project"
}

func (r *projectResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *projectResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.client.CreateProject(ctx, client.NewProject{
		OrganizationID: plan.OrganizationID.ValueString(),
		Name:           plan.Name.ValueString(),
	})
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create project", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(made))...)
}

func (r *projectResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.Project(ctx, state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read project", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(found))...)
}

func (r *projectResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	changes := client.ProjectChanges{Name: plan.Name.ValueString()}
	changed, err := r.client.ChangeProject(ctx, plan.ID.ValueString(), changes)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update project", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(changed))...)
}

func (r *projectResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.DeleteProject(ctx, state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete project", err)...)
	}
}

func (r *projectResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), request, response)
}
