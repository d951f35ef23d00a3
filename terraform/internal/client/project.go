package client

import "context"

// Project groups clusters and keys of an organisation.
type Project struct {
	ID             string `json:"id"`
	OrganizationID string `json:"organizationId"`
	Name           string `json:"name"`
	CreatedAt      string `json:"createdAt"`
}

// NewProject is a project to be made.
type NewProject struct {
	OrganizationID string `json:"organizationId"`
	Name           string `json:"name"`
}

// ProjectChanges are the fields of a project that can change.
type ProjectChanges struct {
	Name string `json:"name"`
}

// CreateProject makes a project; the name must be free in its organisation.
func (c *Client) CreateProject(ctx context.Context, project NewProject) (Project, error) {
	return post[Project](ctx, c, "/projects", project)
}

// Project reads a project.
func (c *Client) Project(ctx context.Context, id string) (Project, error) {
	return get[Project](ctx, c, at("/projects", id))
}

// ChangeProject changes a project.
func (c *Client) ChangeProject(ctx context.Context, id string, changes ProjectChanges) (Project, error) {
	return patch[Project](ctx, c, at("/projects", id), changes)
}

// DeleteProject deletes a project; one that is gone already is no error.
func (c *Client) DeleteProject(ctx context.Context, id string) error {
	return c.remove(ctx, at("/projects", id))
}
