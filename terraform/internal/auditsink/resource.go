// Package auditsink is the resource aerie_audit_sink.
package auditsink

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/imports"
)

type sinkResource struct {
	client *client.Client
}

var (
	_ resource.ResourceWithConfigure        = (*sinkResource)(nil)
	_ resource.ResourceWithConfigValidators = (*sinkResource)(nil)
	_ resource.ResourceWithImportState      = (*sinkResource)(nil)
)

// NewResource makes aerie_audit_sink.
func NewResource() resource.Resource {
	return &sinkResource{}
}

func (r *sinkResource) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_audit_sink"
}

func (r *sinkResource) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		r.client = configured
	}
}

func (r *sinkResource) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan model
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	made, err := r.client.CreateAuditSink(ctx, plan.OrganizationID.ValueString(), client.NewAuditSink{
		AuditSinkFields: plan.wanted(), FromSequence: plan.FromSequence.ValueInt64Pointer(),
	})
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Create audit sink", err)...)
		return
	}
	plan.observe(made)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *sinkResource) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	found, err := r.client.AuditSink(ctx, state.OrganizationID.ValueString(), state.ID.ValueString())
	if client.IsNotFound(err) {
		response.State.RemoveResource(ctx)
		return
	}
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read audit sink", err)...)
		return
	}
	state.observe(found)
	response.Diagnostics.Append(response.State.Set(ctx, state)...)
}

func (r *sinkResource) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	var plan, state model
	response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...)
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	changed, err := r.client.ChangeAuditSink(ctx, plan.OrganizationID.ValueString(), plan.ID.ValueString(), plan.changes(state))
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Update audit sink", err)...)
		return
	}
	plan.observe(changed)
	response.Diagnostics.Append(response.State.Set(ctx, plan)...)
}

func (r *sinkResource) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state model
	if response.Diagnostics.Append(request.State.Get(ctx, &state)...); response.Diagnostics.HasError() {
		return
	}
	if err := r.client.DeleteAuditSink(ctx, state.OrganizationID.ValueString(), state.ID.ValueString()); err != nil {
		response.Diagnostics.Append(diagnose.Failure("Delete audit sink", err)...)
	}
}

// ImportState takes the organisation's id and its own, as a sink is only found in its organisation.
func (r *sinkResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	imports.ByParent(ctx, "organization_id", "org_…/snk_…", request, response)
}
