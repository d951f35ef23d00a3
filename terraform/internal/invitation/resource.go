// Package invitation is the resource aerie_invitation.
package invitation

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

// NewResource makes aerie_invitation. It has no changes: every attribute that can be given makes another invitation.
func NewResource() resource.Resource {
	return managed.New(managed.Kind[model, client.NewInvitation, managed.None, client.Invitation]{
		Name:    "invitation",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/inv_…"},
		Wanted:  model.wanted,
		Observe: (*model).observe,
		Create:  (*client.Client).Invite,
		Read:    (*client.Client).Invitation,
		Delete:  (*client.Client).RevokeInvitation,
		Ended:   ended(time.Now),
	})
}

// ended tells of an invitation that is over and was not accepted, so that the next apply sends another.
func ended(now func() time.Time) func(client.Invitation) bool {
	return func(found client.Invitation) bool {
		if found.AcceptedAt != nil {
			return false
		}
		end, err := time.Parse(time.RFC3339, found.ExpiresAt)
		return found.RevokedAt != nil || (err == nil && !now().Before(end))
	}
}
