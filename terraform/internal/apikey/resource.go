// Package apikey is the resource aerie_api_key.
package apikey

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

type apiKeyResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure      = (*apiKeyResource)(nil)
	_ resource.ResourceWithImportState    = (*apiKeyResource)(nil)
	_ resource.ResourceWithValidateConfig = (*apiKeyResource)(nil)
)

// NewResource makes aerie_api_key.
func NewResource() resource.Resource {
	return &apiKeyResource{}
}

func (r *apiKeyResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_api_key"
}

func (r *apiKeyResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *apiKeyResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	var config model
	if response.Diagnostics.Append(request.Config.Get(ctx, &config)...); response.Diagnostics.HasError() {
		return
	}
	if config.Role.IsUnknown() || config.Role.IsNull() || config.ProjectID.IsUnknown() {
		return
	}
	if !slices.Contains(roles, config.Role.ValueString()) {
		return
	}
	owner := config.Role.ValueString() == roleOfOwners
	if owner && !config.ProjectID.IsNull() {
		response.Diagnostics.AddAttributeError(path.Root("project_id"), "A project that cannot be",
			"A key of role "+roleOfOwners+" is for the whole organisation. Remove project_id or choose a role of a project.")
	}
	if !owner && config.ProjectID.IsNull() {
		response.Diagnostics.AddAttributeError(path.Root("project_id"), "No project",
			"A key of role "+config.Role.ValueString()+" is for one project. Set project_id.")
	}
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
	made, err := r.client.CreateAPIKey(ctx, wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create API key", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	plan.Secret = types.StringValue(made.Secret)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

// Read forgets a key that somebody revoked, so that the next apply makes another.
func (r *apiKeyResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.APIKey(ctx, state.ID.ValueString())
	if client.IsNotFound(err) || (err == nil && found.RevokedAt != nil) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read API key", err)...)
		return
	}
	response.Diagnostics.Append(state.observe(ctx, found)...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

// Update has nothing to send: every attribute that can be set replaces the key.
func (r *apiKeyResource) Update(_ context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	response.State.Raw = request.Plan.Raw
}

func (r *apiKeyResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.RevokeAPIKey(ctx, state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Revoke API key", err)...)
	}
}

func (r *apiKeyResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	resource.ImportStatePassthroughID(ctx, path.Root("id"), request, response)
	response.Diagnostics.AddWarning("The secret of "+request.ID+" is not known",
		"The control plane tells a key's secret once, when it is made: it cannot be read again. "+
			"The attribute secret stays null for an imported key; make a new key where the secret is needed.")
}
