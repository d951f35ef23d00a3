// Package alertrule is the resource aerie_alert_rule.
package alertrule

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type alertRuleResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure      = (*alertRuleResource)(nil)
	_ resource.ResourceWithValidateConfig = (*alertRuleResource)(nil)
	_ resource.ResourceWithImportState    = (*alertRuleResource)(nil)
)

// NewResource makes aerie_alert_rule.
func NewResource() resource.Resource {
	return &alertRuleResource{}
}

func (r *alertRuleResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_alert_rule"
}

func (r *alertRuleResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *alertRuleResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.client.CreateAlertRule(ctx, plan.OrganizationID.ValueString(), wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create alert rule", err)...)
		return
	}
	state, diagnostics := observed(ctx, made)
	response.Diagnostics.Append(diagnostics...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *alertRuleResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.AlertRule(ctx, state.OrganizationID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read alert rule", err)...)
		return
	}
	state, diagnostics := observed(ctx, found)
	response.Diagnostics.Append(diagnostics...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *alertRuleResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	changes, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	changed, err := r.client.ChangeAlertRule(ctx, plan.OrganizationID.ValueString(), plan.ID.ValueString(), changes)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update alert rule", err)...)
		return
	}
	state, diagnostics := observed(ctx, changed)
	response.Diagnostics.Append(diagnostics...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *alertRuleResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.DeleteAlertRule(ctx, state.OrganizationID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete alert rule", err)...)
	}
}

// ImportState takes the organisation's id and its own, as a rule is only found in its organisation.
func (r *alertRuleResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "organization_id", "org_…/rul_…", request, response)
}
