// Package serviceaccount is the resource aerie_service_account.
package serviceaccount

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type serviceAccountResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure   = (*serviceAccountResource)(nil)
	_ resource.ResourceWithImportState = (*serviceAccountResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*serviceAccountResource)(nil)
)

// NewResource makes aerie_service_account.
func NewResource() resource.Resource {
	return &serviceAccountResource{}
}

func (r *serviceAccountResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_service_account"
}

func (r *serviceAccountResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

// ModifyPlan shows that a rotation changes the secret.
func (r *serviceAccountResource) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	if request.Plan.Raw.IsNull() || request.State.Raw.IsNull() {
		return
	}
	var plan, state model
	response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() || !plan.rotates(state) {
		return
	}
	for _, changed := range []string{"secret", "token_url"} {
		response.Diagnostics.Append(response.Plan.SetAttribute(ctx, path.Root(changed), types.StringUnknown())...)
	}
	response.Diagnostics.AddAttributeWarning(path.Root("rotation_trigger"), "The secret is rotated",
		"The secret that "+state.ID.ValueString()+" has now opens nothing more once this is applied. Bring the new one to what uses it.")
}

// Create writes the state before it disables, so that the secret of one that could not be disabled is not lost.
func (r *serviceAccountResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	disabled := plan.Disabled.ValueBool()
	made, err := r.client.CreateServiceAccount(ctx, plan.OrganizationID.ValueString(), wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create service account", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
	if !disabled {
		return
	}
	made, err = r.client.ChangeServiceAccount(ctx, made.OrganizationID, made.ID, client.ServiceAccountChanges{Disabled: &disabled})
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Disable service account", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *serviceAccountResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.ServiceAccount(ctx, state.OrganizationID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read service account", err)...)
		return
	}
	response.Diagnostics.Append(state.observe(ctx, found)...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

// Update changes what is to change and then rotates; the trigger is taken over only when that has happened.
func (r *serviceAccountResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan, state model
	response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	changes, diagnostics := plan.changes(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	organization, id := state.OrganizationID.ValueString(), state.ID.ValueString()
	changed, err := r.client.ChangeServiceAccount(ctx, organization, id, changes)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update service account", err)...)
		return
	}
	trigger, rotates := plan.RotationTrigger, plan.rotates(state)
	plan.Secret, plan.TokenURL = state.Secret, state.TokenURL
	response.Diagnostics.Append(plan.observe(ctx, changed)...)
	if rotates {
		plan.RotationTrigger = state.RotationTrigger
		response.Diagnostics.Append(response.State.Set(ctx, plan)...)
		if changed, err = r.client.RotateServiceAccountSecret(ctx, organization, id); err != nil {
			response.Diagnostics.Append(diagnose.Failure("Rotate secret of service account", err)...)
			return
		}
		response.Diagnostics.Append(plan.observe(ctx, changed)...)
		plan.RotationTrigger = trigger
	}
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *serviceAccountResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.DeleteServiceAccount(ctx, state.OrganizationID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete service account", err)...)
	}
}

// ImportState takes the organisation's id and its own, as an account is only found in its organisation.
func (r *serviceAccountResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "organization_id", "org_…/sac_…", request, response)
	if response.Diagnostics.HasError() {
		return
	}
	response.Diagnostics.AddWarning("The secret of "+request.ID+" is not known",
		"The control plane tells a secret once, when it is made: it cannot be read again. "+
			"The attribute secret stays null for an imported account; set rotation_trigger where the secret is needed.")
}
