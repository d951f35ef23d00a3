// Package managed carries what all resources do alike: they are made, read, changed, deleted and imported in one place, and
// differ by what a Kind says of them.
package managed

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

// Kind describes a resource. M is its model, as the schema has it; W is the body that makes one, C the body that changes one,
// and O what the control plane answers. The schema has an attribute id, which the control plane gives.
//
// Parent and id are what the calls find one by, in this order. Parameters are in the order that makes methods of the model and of
// the client fit as they are: model.wanted, (*client.Client).CreateProjectRole.
type Kind[M, W, C, O any] struct {
	// Name behind that of the provider, such as project_role; messages call it a project role.
	Name   string
	Schema schema.Schema
	// Parent is the attribute with the id of what one is in; empty where one is found by its id alone.
	Parent string
	// Import are the forms of the ids that one is imported by, the parent's first: org_…/rol_….
	Import []string

	// Wanted makes the body of a creation of the plan.
	Wanted func(plan M, ctx context.Context) (W, diag.Diagnostics)
	// Changes makes the body of a change from the state to the plan.
	Changes func(plan M, ctx context.Context, state M) (C, diag.Diagnostics)
	// Observe takes over what the control plane says. What that does not tell stays as the model has it; nothing is left unknown.
	Observe func(model *M, ctx context.Context, found O) diag.Diagnostics

	Create func(c *client.Client, ctx context.Context, parent string, wanted W) (O, error)
	Read   func(c *client.Client, ctx context.Context, parent, id string) (O, error)
	// Update is nil where every attribute that is given makes a new one when it changes.
	Update func(c *client.Client, ctx context.Context, parent, id string, changes C) (O, error)
	// Delete takes one that is gone already for deleted.
	Delete func(c *client.Client, ctx context.Context, parent, id string) error

	// Ended tells of one that can still be read and is to be made anew. May be nil.
	Ended func(found O) bool
	// Refused says more of a creation that was refused than the refusal does; empty when it has no more to say. May be nil.
	Refused func(plan M, err error) diag.Diagnostics
	// Then is the second call that a plan needs beside Create or Update; nil when it needs none. What the first one did is in the
	// state before. The state is nil for a creation. May be nil.
	Then func(plan M, state *M) Call[O]
}

// Call is one of the control plane about something there is.
type Call[O any] func(c *client.Client, ctx context.Context, parent, id string) (O, error)

// Whole makes the body of a change of the plan alone, as that of a creation is made.
func Whole[M, W any](wanted func(M, context.Context) (W, diag.Diagnostics)) func(M, context.Context, M) (W, diag.Diagnostics) {
	return func(plan M, ctx context.Context, _ M) (W, diag.Diagnostics) { return wanted(plan, ctx) }
}

// None is the body of a call that there is not.
type None = struct{}
