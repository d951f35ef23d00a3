package client

import "context"

const members = "members"

// Member is a person in an organisation.
type Member struct {
	UserID         string              `json:"userId"`
	OrganizationID string              `json:"organizationId"`
	Name           string              `json:"name"`
	Role           string              `json:"role"`
	Projects       []ProjectMembership `json:"projects"`
	Disabled       bool                `json:"disabled"`
	CreatedAt      string              `json:"createdAt"`
}

// NewMember is a person to be added, who has signed in before.
type NewMember struct {
	Email    string              `json:"email"`
	Role     string              `json:"role"`
	Projects []ProjectMembership `json:"projects,omitempty"`
}

// MemberChanges are the fields of a member that can change; nil ones stay, the projects replace those there were.
type MemberChanges struct {
	Role     *string              `json:"role,omitempty"`
	Projects *[]ProjectMembership `json:"projects,omitempty"`
	Disabled *bool                `json:"disabled,omitempty"`
}

// AddMember adds a person by the address they sign in with.
func (c *Client) AddMember(ctx context.Context, organization string, member NewMember) (Member, error) {
	return post[Member](ctx, c, in(organization, members), member)
}

// Member reads a member.
func (c *Client) Member(ctx context.Context, organization, user string) (Member, error) {
	return get[Member](ctx, c, at(in(organization, members), user))
}

// Members lists the members of an organisation.
func (c *Client) Members(ctx context.Context, organization string) ([]Member, error) {
	return allOf[Member](ctx, c, organization, members)
}

// ChangeMember changes a member.
func (c *Client) ChangeMember(ctx context.Context, organization, user string, changes MemberChanges) (Member, error) {
	return patch[Member](ctx, c, at(in(organization, members), user), changes)
}

// RemoveMember removes a member; one that is gone already is no error.
func (c *Client) RemoveMember(ctx context.Context, organization, user string) error {
	return c.remove(ctx, at(in(organization, members), user))
}
