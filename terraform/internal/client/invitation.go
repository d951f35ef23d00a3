package client

import (
	"context"
	"fmt"
	"net/http"
)

const invitations = "invitations"

// Invitation asks somebody by mail to join an organisation. It holds for seven days.
type Invitation struct {
	ID             string  `json:"id"`
	OrganizationID string  `json:"organizationId"`
	Email          string  `json:"email"`
	Role           string  `json:"role"`
	InvitedBy      string  `json:"invitedBy"`
	CreatedAt      string  `json:"createdAt"`
	ExpiresAt      string  `json:"expiresAt"`
	AcceptedAt     *string `json:"acceptedAt"`
	RevokedAt      *string `json:"revokedAt"`
}

// NewInvitation is an invitation to be sent.
type NewInvitation struct {
	Email string `json:"email"`
	Role  string `json:"role"`
}

// Invite sends an invitation; one to the same address before it ends.
func (c *Client) Invite(ctx context.Context, organization string, invitation NewInvitation) (Invitation, error) {
	return post[Invitation](ctx, c, in(organization, invitations), invitation)
}

// Invitation reads an invitation, ended ones too. The control plane only lists them.
func (c *Client) Invitation(ctx context.Context, organization, id string) (Invitation, error) {
	all, err := allOf[Invitation](ctx, c, organization, invitations)
	if err != nil {
		return Invitation{}, err
	}
	for _, one := range all {
		if one.ID == id {
			return one, nil
		}
	}
	return Invitation{}, &Problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("There is no invitation %s.", id)}
}

// RevokeInvitation ends an invitation; one that has ended or is gone already is no error.
func (c *Client) RevokeInvitation(ctx context.Context, organization, id string) error {
	return c.remove(ctx, at(in(organization, invitations), id))
}
