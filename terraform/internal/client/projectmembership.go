package client

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// ProjectMembership is a role in one project: the name of a built-in one, or the id of a custom one.
type ProjectMembership struct {
	ProjectID string `json:"projectId"`
	Role      string `json:"role"`
}

// NewProjectMembership gives a member (usr_…) or service account (sac_…) a role in a project.
type NewProjectMembership struct {
	MemberID string
	ProjectMembership
}

// HeldProjectMembership is who has which role in which project.
type HeldProjectMembership struct {
	OrganizationID string
	NewProjectMembership
}

// HasOtherRole refuses a role in a project to somebody who has another there.
type HasOtherRole struct {
	Held HeldProjectMembership
}

func (e *HasOtherRole) Error() string {
	return fmt.Sprintf("%s has the role %s in %s already.", e.Held.MemberID, e.Held.Role, e.Held.ProjectID)
}

// inProjects is what members and service accounts have in common.
type inProjects struct {
	Projects []ProjectMembership `json:"projects"`
}

// indexOf is where in them the role in a project is; -1 when there is none.
func (p inProjects) indexOf(project string) int {
	return slices.IndexFunc(p.Projects, func(one ProjectMembership) bool { return one.ProjectID == project })
}

// with is them with this role in place of the one in the same project.
func (p inProjects) with(wanted ProjectMembership) inProjects {
	return inProjects{append(p.without(wanted.ProjectID).Projects, wanted)}
}

func (p inProjects) without(project string) inProjects {
	others := append([]ProjectMembership{}, p.Projects...)
	return inProjects{slices.DeleteFunc(others, func(one ProjectMembership) bool { return one.ProjectID == project })}
}

// CreateProjectMembership gives somebody a role, and leaves those in other projects alone. A *HasOtherRole is the error for who has
// another in the project.
func (c *Client) CreateProjectMembership(ctx context.Context, organization string, wanted NewProjectMembership) (HeldProjectMembership, error) {
	held := HeldProjectMembership{organization, wanted}
	return held, c.changeProjects(ctx, organization, wanted.MemberID, func(found inProjects) (any, error) {
		if at := found.indexOf(wanted.ProjectID); at >= 0 && found.Projects[at] != wanted.ProjectMembership {
			return nil, &HasOtherRole{HeldProjectMembership{organization, NewProjectMembership{wanted.MemberID, found.Projects[at]}}}
		}
		return found.with(wanted.ProjectMembership), nil
	})
}

// ProjectMembership reads the role whose id is that of the project and that of who has it, prj_…/usr_….
func (c *Client) ProjectMembership(ctx context.Context, organization, id string) (HeldProjectMembership, error) {
	project, member, _ := strings.Cut(id, "/")
	found, err := get[inProjects](ctx, c, holderOf(organization, member))
	if err != nil {
		return HeldProjectMembership{}, err
	}
	at := found.indexOf(project)
	if at < 0 {
		return HeldProjectMembership{}, &Problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("%s has no role in %s.", member, project)}
	}
	return HeldProjectMembership{organization, NewProjectMembership{member, found.Projects[at]}}, nil
}

// ChangeProjectMembership puts another role in place of the one there is, and makes one that is there no more.
func (c *Client) ChangeProjectMembership(ctx context.Context, organization, id, role string) (HeldProjectMembership, error) {
	project, member, _ := strings.Cut(id, "/")
	wanted := ProjectMembership{ProjectID: project, Role: role}
	held := HeldProjectMembership{organization, NewProjectMembership{member, wanted}}
	return held, c.changeProjects(ctx, organization, member, func(found inProjects) (any, error) { return found.with(wanted), nil })
}

// DeleteProjectMembership takes a role away; one that is gone already, with its member even, is no error.
func (c *Client) DeleteProjectMembership(ctx context.Context, organization, id string) error {
	project, member, _ := strings.Cut(id, "/")
	err := c.changeProjects(ctx, organization, member, func(found inProjects) (any, error) { return found.without(project), nil })
	if IsNotFound(err) {
		return nil
	}
	return err
}

// changeProjects asks for the change again when somebody else was faster.
func (c *Client) changeProjects(ctx context.Context, organization, member string, change func(inProjects) (any, error)) error {
	_, err := patchFrom(ctx, c, holderOf(organization, member), change)
	return err
}

func holderOf(organization, id string) string {
	if strings.HasPrefix(id, "sac_") {
		return at(in(organization, serviceAccounts), id)
	}
	return at(in(organization, members), id)
}
