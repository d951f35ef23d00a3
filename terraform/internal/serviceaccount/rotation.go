package serviceaccount

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// rotates tells whether the plan asks for another secret.
func (m model) rotates(state model) bool {
	return !m.RotationTrigger.IsNull() && !m.RotationTrigger.Equal(state.RotationTrigger)
}

// ModifyPlan shows that a rotation changes the secret.
func (serviceAccountResource) ModifyPlan(ctx context.Context, request resource.ModifyPlanRequest, response *resource.ModifyPlanResponse) {
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
