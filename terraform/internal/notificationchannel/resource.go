// Package notificationchannel is the resource aerie_notification_channel.
package notificationchannel

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type channelResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure        = (*channelResource)(nil)
	_ resource.ResourceWithConfigValidators = (*channelResource)(nil)
	_ resource.ResourceWithImportState      = (*channelResource)(nil)
)

// NewResource makes aerie_notification_channel.
func NewResource() resource.Resource {
	return &channelResource{}
}

func (r *channelResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_notification_channel"
}

func (r *channelResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *channelResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := plan.wanted(ctx)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.client.CreateNotificationChannel(ctx, plan.OrganizationID.ValueString(), wanted)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create notification channel", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, made)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *channelResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.NotificationChannel(ctx, state.OrganizationID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read notification channel", err)...)
		return
	}
	response.Diagnostics.Append(state.observe(ctx, found)...)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *channelResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan, state model
	response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	changes, diagnostics := plan.changes(ctx, state)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	changed, err := r.client.ChangeNotificationChannel(ctx, plan.OrganizationID.ValueString(), plan.ID.ValueString(), changes)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update notification channel", err)...)
		return
	}
	response.Diagnostics.Append(plan.observe(ctx, changed)...)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *channelResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.DeleteNotificationChannel(ctx, state.OrganizationID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete notification channel", err)...)
	}
}

// ImportState takes the organisation's id and its own, as a channel is only found in its organisation.
func (r *channelResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "organization_id", "org_…/nch_…", request, response)
}
