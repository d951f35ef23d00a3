package client

import (
	"context"
	"strings"
)

// ProjectMembership is a role in one project: the name of a built-in one, or the id of a custom one.
type ProjectMembership struct {
	ProjectID string `json:"projectId"`
	Role      string `json:"role"`
}

// inProjects is what members and service accounts have in common.
type inProjects struct {
	Projects []ProjectMembership `json:"projects"`
}

// ProjectMemberships are the roles in projects of a member (usr_…) or service account (sac_…).
func (c *Client) ProjectMemberships(ctx context.Context, organization, id string) ([]ProjectMembership, error) {
	found, err := get[inProjects](ctx, c, membershipsOf(organization, id))
	return found.Projects, err
}

// ChangeProjectMemberships puts others in place of those there are. It asks for them again when somebody else was faster.
func (c *Client) ChangeProjectMemberships(
	ctx context.Context, organization, id string, change func([]ProjectMembership) ([]ProjectMembership, error),
) error {
	_, err := patchFrom(ctx, c, membershipsOf(organization, id), func(found inProjects) (any, error) {
		wanted, err := change(found.Projects)
		return inProjects{Projects: append([]ProjectMembership{}, wanted...)}, err
	})
	return err
}

func membershipsOf(organization, id string) string {
	if strings.HasPrefix(id, "sac_") {
		return at(in(organization, serviceAccounts), id)
	}
	return at(in(organization, members), id)
}
