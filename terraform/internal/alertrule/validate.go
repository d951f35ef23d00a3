package alertrule

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// ValidateConfig sees that a condition has what its kind needs, and nothing that its kind does not look at.
func (alertRuleResource) ValidateConfig(ctx context.Context, request resource.ValidateConfigRequest, response *resource.ValidateConfigResponse) {
	var given types.Object
	response.Diagnostics.Append(request.Config.GetAttribute(ctx, path.Root("condition"), &given)...)
	if response.Diagnostics.HasError() || given.IsNull() || given.IsUnknown() {
		return
	}
	var condition conditionModel
	if response.Diagnostics.Append(given.As(ctx, &condition, basetypes.ObjectAsOptions{})...); response.Diagnostics.HasError() {
		return
	}
	kind := condition.Kind.ValueString()
	taken, known := takes[kind]
	if condition.Kind.IsUnknown() || !known {
		return
	}
	said := condition.said()
	for _, name := range slices.Sorted(maps.Keys(said)) {
		at := path.Root("condition").AtName(name)
		needed := slices.Contains(taken.needs, name)
		switch {
		case said[name].IsNull() && needed:
			response.Diagnostics.AddAttributeError(at, "Missing "+name, "A condition of kind "+kind+" needs "+name+". Set it.")
		case !said[name].IsNull() && !needed && !slices.Contains(taken.may, name):
			response.Diagnostics.AddAttributeError(at, "Not looked at", "A condition of kind "+kind+" does not look at "+name+". Remove it.")
		}
	}
}
