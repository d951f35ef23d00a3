package alertrule

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/texts"
)

type conditionModel struct {
	Kind       types.String  `tfsdk:"kind"`
	Operations types.Set     `tfsdk:"operations"`
	States     types.Set     `tfsdk:"states"`
	Quota      types.String  `tfsdk:"quota"`
	Percent    types.Int64   `tfsdk:"percent"`
	UnitHours  types.Int64   `tfsdk:"unit_hours"`
	Metric     types.String  `tfsdk:"metric"`
	Comparison types.String  `tfsdk:"comparison"`
	Threshold  types.Float64 `tfsdk:"threshold"`
	Minutes    types.Int64   `tfsdk:"minutes"`
}

// takes is what kinds of conditions need and may have beside their kind.
var takes = map[string]struct{ needs, may []string }{
	"OPERATION_FAILED":   {may: []string{"operations"}},
	"BACKUP_FAILED":      {},
	"CLUSTER_STATE":      {may: []string{"states"}},
	"REGION_UNAVAILABLE": {},
	"QUOTA_SHARE":        {needs: []string{"percent"}, may: []string{"quota"}},
	"USAGE_BUDGET":       {needs: []string{"unit_hours"}, may: []string{"percent"}},
	"METRIC":             {needs: []string{"metric", "comparison", "threshold"}, may: []string{"minutes"}},
}

// said is everything beside the kind, by name.
func (m conditionModel) said() map[string]attr.Value {
	return map[string]attr.Value{
		"operations": m.Operations, "states": m.States, "quota": m.Quota, "percent": m.Percent, "unit_hours": m.UnitHours,
		"metric": m.Metric, "comparison": m.Comparison, "threshold": m.Threshold, "minutes": m.Minutes,
	}
}

func (m conditionModel) wanted(ctx context.Context) (client.Condition, diag.Diagnostics) {
	wanted := client.Condition{
		Kind:       m.Kind.ValueString(),
		Quota:      m.Quota.ValueStringPointer(),
		Percent:    m.Percent.ValueInt64Pointer(),
		UnitHours:  m.UnitHours.ValueInt64Pointer(),
		Metric:     m.Metric.ValueStringPointer(),
		Comparison: m.Comparison.ValueStringPointer(),
		Threshold:  m.Threshold.ValueFloat64Pointer(),
		Minutes:    m.Minutes.ValueInt64Pointer(),
	}
	diagnostics := m.Operations.ElementsAs(ctx, &wanted.Operations, false)
	diagnostics.Append(m.States.ElementsAs(ctx, &wanted.States, false)...)
	return wanted, diagnostics
}

func observedCondition(ctx context.Context, found client.Condition) (*conditionModel, diag.Diagnostics) {
	operations, diagnostics := texts.OrNull(ctx, found.Operations)
	states, more := texts.OrNull(ctx, found.States)
	diagnostics.Append(more...)
	return &conditionModel{
		Kind:       types.StringValue(found.Kind),
		Operations: operations,
		States:     states,
		Quota:      types.StringPointerValue(found.Quota),
		Percent:    types.Int64PointerValue(found.Percent),
		UnitHours:  types.Int64PointerValue(found.UnitHours),
		Metric:     types.StringPointerValue(found.Metric),
		Comparison: types.StringPointerValue(found.Comparison),
		Threshold:  types.Float64PointerValue(found.Threshold),
		Minutes:    types.Int64PointerValue(found.Minutes),
	}, diagnostics
}
