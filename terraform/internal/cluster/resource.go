// Package cluster is the resource aerie_cluster.
package cluster

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

const defaultTimeout = 20 * time.Minute

type clusterResource struct{ managed.Connected }

var (
	_ resource.ResourceWithConfigure   = (*clusterResource)(nil)
	_ resource.ResourceWithImportState = (*clusterResource)(nil)
)

// NewResource makes aerie_cluster.
func NewResource() resource.Resource {
	return &clusterResource{managed.Connected{Name: "cluster"}}
}

// Create writes the state as soon as the control plane has the cluster, so that one that never gets ready is not lost.
func (r *clusterResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	timeout, diagnostics := plan.Timeouts.Create(ctx, defaultTimeout)
	wanted, more := plan.wanted(ctx)
	response.Diagnostics.Append(diagnostics...)
	if response.Diagnostics.Append(more...); response.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	suspended := plan.Suspended.ValueBool()
	made, err := r.Client.CreateCluster(ctx, wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create cluster", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)

	made, err = r.Client.Settled(ctx, made)
	if err == nil {
		made, err = r.setSuspended(ctx, made, suspended)
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create cluster", err)...)
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *clusterResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.Client.Cluster(ctx, state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read cluster", err)...)
		return
	}
	response.Diagnostics.Append(state.observe(ctx, found)...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

// Update writes the state as far as it came, also when a later step fails.
func (r *clusterResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan, state model
	response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	timeout, diagnostics := plan.Timeouts.Update(ctx, defaultTimeout)
	changes, more := plan.changes(ctx, state)
	response.Diagnostics.Append(diagnostics...)
	if response.Diagnostics.Append(more...); response.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	changed, err := r.change(ctx, state.ID.ValueString(), changes, plan.Suspended.ValueBool())
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update cluster", err)...)
	}
	if changed.ID == "" {
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, changed)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *clusterResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	timeout, diagnostics := state.Timeouts.Delete(ctx, defaultTimeout)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := r.Client.DeleteCluster(ctx, state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete cluster", err)...)
	}
}

func (r *clusterResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), request, response)
}
