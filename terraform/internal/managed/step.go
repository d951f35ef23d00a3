package managed

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

// place reads a state into a model, and where the control plane finds what it is about.
func (l *lifecycle[M, W, C, O]) place(ctx context.Context, state tfsdk.State, model *M) (parent, id string, diagnostics diag.Diagnostics) {
	diagnostics = state.Get(ctx, model)
	return text(ctx, state, l.kind.Parent, &diagnostics), text(ctx, state, "id", &diagnostics), diagnostics
}

// text is that of a top attribute; empty for one without a name.
func text(ctx context.Context, of attributes, name string, diagnostics *diag.Diagnostics) string {
	if name == "" {
		return ""
	}
	var value types.String
	diagnostics.Append(of.GetAttribute(ctx, path.Root(name), &value)...)
	return value.ValueString()
}

// attributes are those of a plan or a state.
type attributes interface {
	GetAttribute(ctx context.Context, at path.Path, target any) diag.Diagnostics
}

func (l *lifecycle[M, W, C, O]) then(plan M, state *M) Call[O] {
	if l.kind.Then == nil {
		return nil
	}
	return l.kind.Then(plan, state)
}

// second makes the second call and keeps what it answers beside what the first one told of the plan.
func (l *lifecycle[M, W, C, O]) second(ctx context.Context, state *tfsdk.State, verb string, plan *M, then Call[O]) diag.Diagnostics {
	var before M
	parent, id, diagnostics := l.place(ctx, *state, &before)
	if diagnostics.HasError() {
		return diagnostics
	}
	found, err := then(l.Client, ctx, parent, id)
	if err != nil {
		return l.failed(verb, err)
	}
	return l.keep(ctx, state, plan, found)
}

// keep writes to the state what was observed of a model.
func (l *lifecycle[M, W, C, O]) keep(ctx context.Context, state *tfsdk.State, model *M, found O) diag.Diagnostics {
	diagnostics := l.kind.Observe(model, ctx, found)
	diagnostics.Append(state.Set(ctx, *model)...)
	return diagnostics
}

// refused is a creation that did not happen.
func (l *lifecycle[M, W, C, O]) refused(plan M, err error) diag.Diagnostics {
	if l.kind.Refused != nil {
		if more := l.kind.Refused(plan, err); more != nil {
			return more
		}
	}
	return l.failed("Create", err)
}

func (l *lifecycle[M, W, C, O]) failed(verb string, err error) diag.Diagnostics {
	return diagnose.Failure(verb+" "+strings.ReplaceAll(l.Name, "_", " "), err)
}
