package cluster

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// keepUnlessSuspendedChanges plans the value of the state, so that what depends on the endpoint need not wait for a change
// of size; stopping or starting compute can give another one.
type keepUnlessSuspendedChanges struct{}

func (keepUnlessSuspendedChanges) Description(context.Context) string {
	return "Stays until suspended changes."
}

func (m keepUnlessSuspendedChanges) MarkdownDescription(ctx context.Context) string {
	return m.Description(ctx)
}

func (keepUnlessSuspendedChanges) PlanModifyString(ctx context.Context, request planmodifier.StringRequest, response *planmodifier.StringResponse) {
	if request.State.Raw.IsNull() || request.Plan.Raw.IsNull() {
		return
	}
	var before, after types.Bool
	response.Diagnostics.Append(request.State.GetAttribute(ctx, path.Root("suspended"), &before)...)
	response.Diagnostics.Append(request.Plan.GetAttribute(ctx, path.Root("suspended"), &after)...)
	if response.Diagnostics.HasError() || !before.Equal(after) {
		return
	}
	stringplanmodifier.UseNonNullStateForUnknown().PlanModifyString(ctx, request, response)
}
