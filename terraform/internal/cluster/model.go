package cluster

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

type model struct {
	ID                 types.String   `tfsdk:"id"`
	OrganizationID     types.String   `tfsdk:"organization_id"`
	ProjectID          types.String   `tfsdk:"project_id"`
	Name               types.String   `tfsdk:"name"`
	Region             types.String   `tfsdk:"region"`
	Class              types.String   `tfsdk:"class"`
	Engine             types.String   `tfsdk:"engine"`
	Version            types.String   `tfsdk:"version"`
	Units              types.Int64    `tfsdk:"units"`
	Replicas           types.Int64    `tfsdk:"replicas"`
	Suspended          types.Bool     `tfsdk:"suspended"`
	DeletionPolicy     types.String   `tfsdk:"deletion_policy"`
	DeletionProtection types.Bool     `tfsdk:"deletion_protection"`
	Labels             types.Map      `tfsdk:"labels"`
	State              types.String   `tfsdk:"state"`
	Endpoint           types.String   `tfsdk:"endpoint"`
	CreatedAt          types.String   `tfsdk:"created_at"`
	Timeouts           timeouts.Value `tfsdk:"timeouts"`

	Autoscaling       *autoscalingModel       `tfsdk:"autoscaling"`
	AllowedCIDRs      types.Set               `tfsdk:"allowed_cidrs"`
	MaintenanceWindow *maintenanceWindowModel `tfsdk:"maintenance_window"`
	Tiering           *tieringModel           `tfsdk:"tiering"`
}

func (m model) wanted(ctx context.Context) (client.NewCluster, diag.Diagnostics) {
	labels, diagnostics := m.labels(ctx)
	ranges, more := m.allowedCIDRs(ctx)
	diagnostics.Append(more...)
	return client.NewCluster{
		ProjectID:          m.ProjectID.ValueString(),
		Name:               m.Name.ValueString(),
		Region:             m.Region.ValueString(),
		Class:              known(m.Class),
		Engine:             known(m.Engine),
		Units:              knownInt(m.Units),
		Replicas:           knownInt(m.Replicas),
		DeletionPolicy:     known(m.DeletionPolicy),
		DeletionProtection: knownBool(m.DeletionProtection),
		Labels:             labels,

		Autoscaling:       m.Autoscaling.wanted(),
		AllowedCIDRs:      ranges,
		MaintenanceWindow: m.MaintenanceWindow.wanted(),
		Tiering:           m.Tiering.wanted(),
	}, diagnostics
}

// changes from a state to the plan m; nil when nothing that PATCH takes has changed.
func (m model) changes(ctx context.Context, state model) (*client.ClusterChanges, diag.Diagnostics) {
	var diagnostics diag.Diagnostics
	changes := client.ClusterChanges{}
	if !m.Name.Equal(state.Name) {
		changes.Name = m.Name.ValueStringPointer()
	}
	if !m.Units.Equal(state.Units) {
		changes.Units = knownInt(m.Units)
	}
	if !m.Replicas.Equal(state.Replicas) {
		changes.Replicas = knownInt(m.Replicas)
	}
	if !m.DeletionPolicy.Equal(state.DeletionPolicy) {
		changes.DeletionPolicy = known(m.DeletionPolicy)
	}
	if !m.DeletionProtection.Equal(state.DeletionProtection) {
		changes.DeletionProtection = knownBool(m.DeletionProtection)
	}
	if !m.Labels.Equal(state.Labels) {
		labels, more := m.labels(ctx)
		diagnostics.Append(more...)
		changes.Labels = &labels
	}
	if !m.AllowedCIDRs.Equal(state.AllowedCIDRs) {
		ranges, more := m.allowedCIDRs(ctx)
		diagnostics.Append(more...)
		changes.AllowedCIDRs = &ranges
	}
	changes.Autoscaling = changed(m.Autoscaling.wanted(), state.Autoscaling.wanted())
	changes.MaintenanceWindow = changed(m.MaintenanceWindow.wanted(), state.MaintenanceWindow.wanted())
	changes.Tiering = changed(m.Tiering.wanted(), state.Tiering.wanted())
	if changes == (client.ClusterChanges{}) {
		return nil, diagnostics
	}
	return &changes, diagnostics
}

func (m model) labels(ctx context.Context) (map[string]string, diag.Diagnostics) {
	labels := map[string]string{}
	diagnostics := m.Labels.ElementsAs(ctx, &labels, false)
	return labels, diagnostics
}

func (m model) allowedCIDRs(ctx context.Context) ([]string, diag.Diagnostics) {
	ranges := []string{}
	diagnostics := m.AllowedCIDRs.ElementsAs(ctx, &ranges, false)
	return ranges, diagnostics
}

// observe takes over everything the control plane says; the timeouts stay, they are Terraform's own.
func (m *model) observe(ctx context.Context, cluster client.Cluster) diag.Diagnostics {
	m.ID = types.StringValue(cluster.ID)
	m.OrganizationID = types.StringValue(cluster.OrganizationID)
	m.ProjectID = types.StringValue(cluster.ProjectID)
	m.Name = types.StringValue(cluster.Name)
	m.Region = types.StringValue(cluster.Region)
	m.Class = types.StringValue(cluster.Class)
	m.Engine = types.StringValue(cluster.Engine)
	m.Version = types.StringPointerValue(cluster.Version)
	m.Units = types.Int64Value(cluster.Units)
	m.Replicas = types.Int64Value(cluster.Replicas)
	m.Suspended = types.BoolValue(cluster.Suspended)
	m.DeletionPolicy = types.StringValue(cluster.DeletionPolicy)
	m.DeletionProtection = types.BoolValue(cluster.DeletionProtection)
	m.State = types.StringValue(cluster.State)
	m.Endpoint = types.StringPointerValue(cluster.Endpoint)
	m.CreatedAt = types.StringValue(cluster.CreatedAt)
	labels := cluster.Labels
	if labels == nil {
		labels = map[string]string{}
	}
	value, diagnostics := types.MapValueFrom(ctx, types.StringType, labels)
	m.Labels = value
	m.Autoscaling = observedAutoscaling(cluster.Autoscaling)
	m.MaintenanceWindow = observedWindow(cluster.MaintenanceWindow)
	m.Tiering = observedTiering(cluster.Tiering)
	ranges, more := types.SetValueFrom(ctx, types.StringType, append([]string{}, cluster.AllowedCIDRs...))
	diagnostics.Append(more...)
	m.AllowedCIDRs = ranges
	return diagnostics
}

// known is nil while the control plane is to choose.
func known(value types.String) *string {
	if value.IsUnknown() {
		return nil
	}
	return value.ValueStringPointer()
}

func knownInt(value types.Int64) *int64 {
	if value.IsUnknown() {
		return nil
	}
	return value.ValueInt64Pointer()
}

func knownBool(value types.Bool) *bool {
	if value.IsUnknown() {
		return nil
	}
	return value.ValueBoolPointer()
}
