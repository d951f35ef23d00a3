// Package apikey is the resource aerie_api_key.
package apikey

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

type apiKeyResource struct {
	managed.Connected
	now func() time.Time
}

var (
	_ resource.ResourceWithConfigure      = (*apiKeyResource)(nil)
	_ resource.ResourceWithImportState    = (*apiKeyResource)(nil)
	_ resource.ResourceWithModifyPlan     = (*apiKeyResource)(nil)
	_ resource.ResourceWithValidateConfig = (*apiKeyResource)(nil)
)

// NewResource makes aerie_api_key.
func NewResource() resource.Resource {
	return &apiKeyResource{managed.Connected{Name: "api_key"}, time.Now}
}

func (r *apiKeyResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.Client.CreateAPIKey(ctx, wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create API key", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	plan.Secret = types.StringValue(made.Secret)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

// Read forgets a key that somebody revoked or rotated, so that the next apply makes another.
func (r *apiKeyResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.Client.APIKey(ctx, state.ID.ValueString())
	if client.IsNotFound(err) || (err == nil && found.RevokedAt != nil) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read API key", err)...)
		return
	}
	if found.RotatedTo != nil {
		response.Diagnostics.AddWarning("The key "+found.ID+" was rotated elsewhere", "Its place was taken by "+*found.RotatedTo+
			". The next apply makes another key; to keep that one, import it first, and to be rid of it, revoke it.")
		response.State.RemoveResource(ctx)
		return
	}
	if r.hasExpired(found) {
		response.Diagnostics.AddWarning("The key "+found.ID+" has expired", "It has opened nothing since "+*found.ExpiresAt+
			". Choose a later expires_at: that makes a new key.")
	}
	response.Diagnostics.Append(state.observe(ctx, found)...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

// Update rotates the key or only takes over what is about rotation: every other attribute replaces the key.
func (r *apiKeyResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan, state model
	response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if plan.rotates(state) {
		if response.Diagnostics.Append(r.rotate(ctx, &plan, state)...); response.Diagnostics.HasError() {
			return
		}
	} else {
		plan.ID, plan.CreatedAt, plan.Secret, plan.PredecessorIDs = state.ID, state.CreatedAt, state.Secret, state.PredecessorIDs
	}
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

// Delete revokes the key and those it took the place of.
func (r *apiKeyResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	var ended []string
	if response.Diagnostics.Append(state.PredecessorIDs.ElementsAs(ctx, &ended, false)...); response.Diagnostics.HasError() {
		return
	}
	for _, id := range append(ended, state.ID.ValueString()) {
		if err := r.Client.RevokeAPIKey(ctx, id); err != nil {
			response.Diagnostics.Append(diagnose.Failure("Revoke API key "+id, err)...)
		}
	}
}

func (r *apiKeyResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), request, response)
	response.Diagnostics.AddWarning("The secret of "+request.ID+" is not known",
		"The control plane tells a key's secret once, when it is made: it cannot be read again. "+
			"The attribute secret stays null for an imported key; set rotation_trigger, or make a new key, where the secret is needed.")
}
