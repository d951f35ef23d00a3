// Package backupschedule is the resource aerie_backup_schedule.
package backupschedule

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type scheduleResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure   = (*scheduleResource)(nil)
	_ resource.ResourceWithImportState = (*scheduleResource)(nil)
)

// NewResource makes aerie_backup_schedule.
func NewResource() resource.Resource {
	return &scheduleResource{}
}

func (r *scheduleResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_backup_schedule"
}

func (r *scheduleResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *scheduleResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.client.CreateBackupSchedule(ctx, plan.ClusterID.ValueString(), plan.wanted())
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create backup schedule", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(made))...)
}

func (r *scheduleResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.BackupSchedule(ctx, state.ClusterID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read backup schedule", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(found))...)
}

func (r *scheduleResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	changed, err := r.client.ChangeBackupSchedule(ctx, plan.ClusterID.ValueString(), plan.ID.ValueString(), plan.wanted())
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update backup schedule", err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(changed))...)
}

func (r *scheduleResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.DeleteBackupSchedule(ctx, state.ClusterID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete backup schedule", err)...)
	}
}

// ImportState takes the cluster's id and its own, as a schedule is only found in its cluster.
func (r *scheduleResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "cluster_id", "cls_…/bsc_…", request, response)
}
