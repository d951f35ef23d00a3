package managed

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

// Resource is what New makes. One that does more, such as to validate its configuration, embeds it.
type Resource interface {
	resource.ResourceWithConfigure
	resource.ResourceWithImportState
}

type lifecycle[M, W, C, O any] struct {
	Connected
	kind Kind[M, W, C, O]
}

// New makes the resource that a kind describes.
func New[M, W, C, O any](kind Kind[M, W, C, O]) Resource {
	return &lifecycle[M, W, C, O]{Connected{Name: kind.Name}, kind}
}

func (l *lifecycle[M, W, C, O]) Schema(_ context.Context, _ resource.SchemaRequest, response *resource.SchemaResponse) {
	response.Schema = l.kind.Schema
}

// Create writes the state before a second call, so that one whose second call fails is not lost.
func (l *lifecycle[M, W, C, O]) Create(ctx context.Context, request resource.CreateRequest, response *resource.CreateResponse) {
	var plan M
	if response.Diagnostics.Append(request.Plan.Get(ctx, &plan)...); response.Diagnostics.HasError() {
		return
	}
	wanted, diagnostics := l.kind.Wanted(plan, ctx)
	parent := text(ctx, request.Plan, l.kind.Parent, &diagnostics)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	then := l.then(plan, nil)
	made, err := l.kind.Create(l.Client, ctx, parent, wanted)
	if err != nil {
		response.Diagnostics.Append(l.refused(plan, err)...)
		return
	}
	if response.Diagnostics.Append(l.keep(ctx, &response.State, &plan, made)...); then == nil || response.Diagnostics.HasError() {
		return
	}
	response.Diagnostics.Append(l.second(ctx, &response.State, "Create", &plan, then)...)
}

// Read forgets one that is there no more, so that the next apply makes another.
func (l *lifecycle[M, W, C, O]) Read(ctx context.Context, request resource.ReadRequest, response *resource.ReadResponse) {
	var state M
	parent, id, diagnostics := l.place(ctx, request.State, &state)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	found, err := l.kind.Read(l.Client, ctx, parent, id)
	switch {
	case client.IsNotFound(err), err == nil && l.kind.Ended != nil && l.kind.Ended(found):
		response.State.RemoveResource(ctx)
	case err != nil:
		response.Diagnostics.Append(l.failed("Read", err)...)
	default:
		response.Diagnostics.Append(l.keep(ctx, &response.State, &state, found)...)
	}
}

// Update writes what the first call did over the state of before, so that what only the second brings about is planned again
// when that fails.
func (l *lifecycle[M, W, C, O]) Update(ctx context.Context, request resource.UpdateRequest, response *resource.UpdateResponse) {
	if l.kind.Update == nil {
		response.State.Raw = request.Plan.Raw
		return
	}
	var plan, state M
	parent, id, diagnostics := l.place(ctx, request.State, &state)
	if response.Diagnostics.Append(append(diagnostics, request.Plan.Get(ctx, &plan)...)...); response.Diagnostics.HasError() {
		return
	}
	changes, diagnostics := l.kind.Changes(plan, ctx, state)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	changed, err := l.kind.Update(l.Client, ctx, parent, id, changes)
	if err != nil {
		response.Diagnostics.Append(l.failed("Update", err)...)
		return
	}
	then := l.then(plan, &state)
	if then == nil {
		response.Diagnostics.Append(l.keep(ctx, &response.State, &plan, changed)...)
		return
	}
	response.Diagnostics.Append(l.kind.Observe(&plan, ctx, changed)...)
	if response.Diagnostics.Append(l.keep(ctx, &response.State, &state, changed)...); !response.Diagnostics.HasError() {
		response.Diagnostics.Append(l.second(ctx, &response.State, "Update", &plan, then)...)
	}
}

func (l *lifecycle[M, W, C, O]) Delete(ctx context.Context, request resource.DeleteRequest, response *resource.DeleteResponse) {
	var state M
	parent, id, diagnostics := l.place(ctx, request.State, &state)
	if response.Diagnostics.Append(diagnostics...); response.Diagnostics.HasError() {
		return
	}
	if err := l.kind.Delete(l.Client, ctx, parent, id); err != nil {
		response.Diagnostics.Append(l.failed("Delete", err)...)
	}
}
