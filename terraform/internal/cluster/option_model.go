package cluster

import (
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type autoscalingModel struct {
	Mode      types.String    `tfsdk:"mode"`
	Units     *boundsModel    `tfsdk:"units"`
	Replicas  *boundsModel    `tfsdk:"replicas"`
	Target    *targetModel    `tfsdk:"target"`
	Schedules []scheduleModel `tfsdk:"schedules"`
	Cooldown  types.String    `tfsdk:"cooldown"`
}

type boundsModel struct {
	Min types.Int64 `tfsdk:"min"`
	Max types.Int64 `tfsdk:"max"`
}

type targetModel struct {
	MemoryPercent   types.Int64 `tfsdk:"memory_percent"`
	StoragePercent  types.Int64 `tfsdk:"storage_percent"`
	BusyPercent     types.Int64 `tfsdk:"busy_percent"`
	P99Milliseconds types.Int64 `tfsdk:"p99_milliseconds"`
}

type scheduleModel struct {
	Schedule    types.String `tfsdk:"schedule"`
	Duration    types.String `tfsdk:"duration"`
	TimeZone    types.String `tfsdk:"time_zone"`
	MinUnits    types.Int64  `tfsdk:"min_units"`
	MinReplicas types.Int64  `tfsdk:"min_replicas"`
}

type maintenanceWindowModel struct {
	Schedule types.String `tfsdk:"schedule"`
	Duration types.String `tfsdk:"duration"`
	TimeZone types.String `tfsdk:"time_zone"`
}

type tieringModel struct {
	Default types.String `tfsdk:"default"`
}

// changed is what to ask for: nil where nothing is new, empty where what was there is to end.
func changed[T any](wanted, before *T) *T {
	if reflect.DeepEqual(wanted, before) {
		return nil
	}
	if wanted == nil {
		return new(T)
	}
	return wanted
}

func (m *autoscalingModel) wanted() *client.Autoscaling {
	if m == nil {
		return nil
	}
	wanted := client.Autoscaling{
		Mode: known(m.Mode), Units: m.Units.wanted(), Replicas: m.Replicas.wanted(), Target: m.Target.wanted(), Cooldown: known(m.Cooldown),
	}
	if m.Schedules != nil {
		schedules := []client.ScalingSchedule{}
		for _, one := range m.Schedules {
			schedules = append(schedules, client.ScalingSchedule{
				Schedule: known(one.Schedule), Duration: known(one.Duration), TimeZone: known(one.TimeZone),
				MinUnits: knownInt(one.MinUnits), MinReplicas: knownInt(one.MinReplicas),
			})
		}
		wanted.Schedules = &schedules
	}
	return &wanted
}

func (m *boundsModel) wanted() *client.Bounds {
	if m == nil {
		return nil
	}
	return &client.Bounds{Min: knownInt(m.Min), Max: knownInt(m.Max)}
}

func (m *targetModel) wanted() *client.ScalingTarget {
	if m == nil {
		return nil
	}
	return &client.ScalingTarget{
		MemoryPercent: knownInt(m.MemoryPercent), StoragePercent: knownInt(m.StoragePercent),
		BusyPercent: knownInt(m.BusyPercent), P99Milliseconds: knownInt(m.P99Milliseconds),
	}
}

func (m *maintenanceWindowModel) wanted() *client.MaintenanceWindow {
	if m == nil {
		return nil
	}
	return &client.MaintenanceWindow{Schedule: known(m.Schedule), Duration: known(m.Duration), TimeZone: known(m.TimeZone)}
}

func (m *tieringModel) wanted() *client.Tiering {
	if m == nil {
		return nil
	}
	return &client.Tiering{Default: known(m.Default)}
}

func observedAutoscaling(found *client.Autoscaling) *autoscalingModel {
	if found == nil {
		return nil
	}
	observed := autoscalingModel{
		Mode: types.StringPointerValue(found.Mode), Units: observedBounds(found.Units), Replicas: observedBounds(found.Replicas),
		Cooldown: types.StringPointerValue(found.Cooldown),
	}
	if target := found.Target; target != nil {
		observed.Target = &targetModel{
			MemoryPercent: types.Int64PointerValue(target.MemoryPercent), StoragePercent: types.Int64PointerValue(target.StoragePercent),
			BusyPercent: types.Int64PointerValue(target.BusyPercent), P99Milliseconds: types.Int64PointerValue(target.P99Milliseconds),
		}
	}
	if found.Schedules != nil {
		observed.Schedules = []scheduleModel{}
		for _, one := range *found.Schedules {
			observed.Schedules = append(observed.Schedules, scheduleModel{
				Schedule: types.StringPointerValue(one.Schedule), Duration: types.StringPointerValue(one.Duration),
				TimeZone: types.StringPointerValue(one.TimeZone), MinUnits: types.Int64PointerValue(one.MinUnits),
				MinReplicas: types.Int64PointerValue(one.MinReplicas),
			})
		}
	}
	return &observed
}

func observedBounds(found *client.Bounds) *boundsModel {
	if found == nil {
		return nil
	}
	return &boundsModel{Min: types.Int64PointerValue(found.Min), Max: types.Int64PointerValue(found.Max)}
}

func observedWindow(found *client.MaintenanceWindow) *maintenanceWindowModel {
	if found == nil {
		return nil
	}
	return &maintenanceWindowModel{
		Schedule: types.StringPointerValue(found.Schedule), Duration: types.StringPointerValue(found.Duration),
		TimeZone: types.StringPointerValue(found.TimeZone),
	}
}

func observedTiering(found *client.Tiering) *tieringModel {
	if found == nil {
		return nil
	}
	return &tieringModel{Default: types.StringPointerValue(found.Default)}
}
