package client

import "context"

const projectRoles = "project-roles"

// ProjectRole is a role that is held in projects. The id of a built-in one is its name; it has no CreatedAt.
type ProjectRole struct {
	ID             string   `json:"id"`
	OrganizationID string   `json:"organizationId"`
	Name           string   `json:"name"`
	Permissions    []string `json:"permissions"`
	DataRole       string   `json:"dataRole"`
	BuiltIn        bool     `json:"builtIn"`
	CreatedAt      *string  `json:"createdAt"`
}

// ProjectRoleFields are the fields of a custom role that can be said, when it is made and later.
type ProjectRoleFields struct {
	Name        string   `json:"name"`
	Permissions []string `json:"permissions"`
	DataRole    string   `json:"dataRole"`
}

// CreateProjectRole makes a custom role; the name must be free in its organisation.
func (c *Client) CreateProjectRole(ctx context.Context, organization string, fields ProjectRoleFields) (ProjectRole, error) {
	return post[ProjectRole](ctx, c, in(organization, projectRoles), fields)
}

// ProjectRole reads a role.
func (c *Client) ProjectRole(ctx context.Context, organization, id string) (ProjectRole, error) {
	return get[ProjectRole](ctx, c, at(in(organization, projectRoles), id))
}

// ProjectRoles lists the roles of an organisation, built-in ones too.
func (c *Client) ProjectRoles(ctx context.Context, organization string) ([]ProjectRole, error) {
	return allOf[ProjectRole](ctx, c, organization, projectRoles)
}

// ChangeProjectRole changes a custom role, for everybody who has it.
func (c *Client) ChangeProjectRole(ctx context.Context, organization, id string, fields ProjectRoleFields) (ProjectRole, error) {
	return patch[ProjectRole](ctx, c, at(in(organization, projectRoles), id), fields)
}

// DeleteProjectRole deletes a custom role that nobody has; one that is gone already is no error.
func (c *Client) DeleteProjectRole(ctx context.Context, organization, id string) error {
	return c.remove(ctx, at(in(organization, projectRoles), id))
}
