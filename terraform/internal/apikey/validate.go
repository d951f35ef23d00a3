package apikey

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func (r *apiKeyResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	var config model
	if response.Diagnostics.Append(request.Config.Get(ctx, &config)...); response.Diagnostics.HasError() {
		return
	}
	role := config.Role.ValueString()
	if config.Role.IsUnknown() || !validRole.MatchString(role) {
		return
	}
	validateProject(config, role, response)
	if role != roleOfOwners && role != roleOfAdmins {
		return
	}
	const advice = " allows more than clusters' data: it cannot be narrowed. Remove "
	if !config.ClusterIDs.IsNull() {
		response.Diagnostics.AddAttributeError(path.Root("cluster_ids"), "Clusters that cannot be",
			"The role "+role+advice+"cluster_ids, or choose DATA_VIEWER, DATA_OPERATOR or DATA_ADMIN.")
	}
	if !config.Scopes.IsNull() {
		response.Diagnostics.AddAttributeError(path.Root("scopes"), "Scopes that cannot be",
			"The role "+role+advice+"scopes, or choose DATA_VIEWER, DATA_OPERATOR or DATA_ADMIN.")
	}
}

func validateProject(config model, role string, response *resource.ValidateConfigResponse) {
	if config.ProjectID.IsUnknown() {
		return
	}
	if role == roleOfOwners && !config.ProjectID.IsNull() {
		response.Diagnostics.AddAttributeError(path.Root("project_id"), "A project that cannot be",
			"A key of role "+roleOfOwners+" is for the whole organisation. Remove project_id or choose a role of a project.")
	}
	if role != roleOfOwners && config.ProjectID.IsNull() {
		response.Diagnostics.AddAttributeError(path.Root("project_id"), "No project",
			"A key of role "+role+" is for one project. Set project_id.")
	}
}

// ModifyPlan refuses a key that would be made too late, and shows a rotation.
func (r *apiKeyResource) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
	if request.Plan.Raw.IsNull() {
		return
	}
	var plan, state model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	if request.State.Raw.IsNull() {
		r.validateExpiry(plan, response)
		return
	}
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if plan.rotates(state) {
		planRotation(ctx, plan, state, response)
	}
}

func (r *apiKeyResource) validateExpiry(plan model, response *resource.ModifyPlanResponse) {
	if plan.ExpiresAt.IsNull() || plan.ExpiresAt.IsUnknown() {
		return
	}
	end, diagnostics := plan.ExpiresAt.ValueRFC3339Time()
	response.Diagnostics.Append(diagnostics...)
	if now := r.now(); !diagnostics.HasError() && !now.Before(end) {
		response.Diagnostics.AddAttributeError(path.Root("expires_at"), "A time that is over",
			"A new key cannot end at "+end.Format(time.RFC3339)+", it is "+now.UTC().Format(time.RFC3339)+" now. Choose a later time or leave expires_at out.")
	}
}
