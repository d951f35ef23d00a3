package region

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	Name       types.String `tfsdk:"name"`
	Cloud      types.String `tfsdk:"cloud"`
	Kind       types.String `tfsdk:"kind"`
	Available  types.Bool   `tfsdk:"available"`
	LastSeenAt types.String `tfsdk:"last_seen_at"`
	Classes    []classModel `tfsdk:"classes"`
}

type classModel struct {
	Name          types.String `tfsdk:"name"`
	Description   types.String `tfsdk:"description"`
	CPUPerUnit    types.String `tfsdk:"cpu_per_unit"`
	MemoryPerUnit types.String `tfsdk:"memory_per_unit"`
	Default       types.Bool   `tfsdk:"default"`
}

type listModel struct {
	Regions []model `tfsdk:"regions"`
}

func observed(region client.Region) model {
	classes := make([]classModel, 0, len(region.Classes))
	for _, class := range region.Classes {
		classes = append(classes, classModel{
			Name:          types.StringValue(class.Name),
			Description:   types.StringPointerValue(class.Description),
			CPUPerUnit:    types.StringPointerValue(class.CPUPerUnit),
			MemoryPerUnit: types.StringPointerValue(class.MemoryPerUnit),
			Default:       types.BoolValue(class.Default),
		})
	}
	return model{
		Name:       types.StringValue(region.Name),
		Cloud:      types.StringValue(region.Cloud),
		Kind:       types.StringValue(region.Kind),
		Available:  types.BoolValue(region.Available),
		LastSeenAt: types.StringPointerValue(region.LastSeenAt),
		Classes:    classes,
	}
}
