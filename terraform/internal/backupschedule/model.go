package backupschedule

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID        types.String `tfsdk:"id"`
	ClusterID types.String `tfsdk:"cluster_id"`
	Name      types.String `tfsdk:"name"`
	Schedule  types.String `tfsdk:"schedule"`
	TimeZone  types.String `tfsdk:"time_zone"`
	KeepCount types.Int64  `tfsdk:"keep_count"`
	KeepAge   types.String `tfsdk:"keep_age"`
	Verify    types.Bool   `tfsdk:"verify"`
	Suspended types.Bool   `tfsdk:"suspended"`
	CreatedAt types.String `tfsdk:"created_at"`
}

func (m model) wanted(context.Context) (client.BackupScheduleFields, diag.Diagnostics) {
	return client.BackupScheduleFields{
		Name:      m.Name.ValueString(),
		Schedule:  m.Schedule.ValueString(),
		TimeZone:  m.TimeZone.ValueString(),
		Retention: client.Retention{Count: m.KeepCount.ValueInt64(), Age: m.KeepAge.ValueStringPointer()},
		Verify:    m.Verify.ValueBool(),
		Suspended: m.Suspended.ValueBool(),
	}, nil
}

func (m *model) observe(_ context.Context, schedule client.BackupSchedule) diag.Diagnostics {
	*m = model{
		ID:        types.StringValue(schedule.ID),
		ClusterID: types.StringValue(schedule.ClusterID),
		Name:      types.StringValue(schedule.Name),
		Schedule:  types.StringValue(schedule.Schedule),
		TimeZone:  types.StringValue(schedule.TimeZone),
		KeepCount: types.Int64Value(schedule.Retention.Count),
		KeepAge:   types.StringPointerValue(schedule.Retention.Age),
		Verify:    types.BoolValue(schedule.Verify),
		Suspended: types.BoolValue(schedule.Suspended),
		CreatedAt: types.StringValue(schedule.CreatedAt),
	}
	return nil
}
