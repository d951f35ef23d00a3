// Package project is the resource aerie_project.
package project

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

// NewResource makes aerie_project. A project is found by its id alone.
func NewResource() resource.Resource {
	return managed.New(managed.Kind[model, client.NewProject, client.ProjectChanges, client.Project]{
		Name:    "project",
		Schema:  about,
		Wanted:  model.wanted,
		Changes: model.changes,
		Observe: (*model).observe,
		Create: func(c *client.Client, ctx context.Context, _ string, wanted client.NewProject) (client.Project, error) {
			return c.CreateProject(ctx, wanted)
		},
		Read: func(c *client.Client, ctx context.Context, _, id string) (client.Project, error) {
			return c.Project(ctx, id)
		},
		Update: func(c *client.Client, ctx context.Context, _, id string, changes client.ProjectChanges) (client.Project, error) {
			return c.ChangeProject(ctx, id, changes)
		},
		Delete: func(c *client.Client, ctx context.Context, _, id string) error {
			return c.DeleteProject(ctx, id)
		},
	})
}
