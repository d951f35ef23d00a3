package client

import "context"

// APIKey is a credential of a tool. Secret is there only in the answer that made it.
type APIKey struct {
	ID             string     `json:"id"`
	OrganizationID string     `json:"organizationId"`
	ProjectID      *string    `json:"projectId"`
	ClusterIDs     []string   `json:"clusterIds"`
	Name           string     `json:"name"`
	Role           string     `json:"role"`
	Scopes         []KeyScope `json:"scopes"`
	IPAllowlist    []string   `json:"ipAllowlist"`
	ExpiresAt      *string    `json:"expiresAt"`
	RevokedAt      *string    `json:"revokedAt"`
	RotatedTo      *string    `json:"rotatedTo"`
	CreatedAt      string     `json:"createdAt"`
	Secret         string     `json:"secret"`
}

// KeyScope is where in a cluster a key opens something; without a collection: all of the database.
type KeyScope struct {
	Database   string  `json:"database"`
	Collection *string `json:"collection,omitempty"`
	Access     string  `json:"access"`
}

// NewAPIKey is a key to be made; nil fields are left to the control plane.
type NewAPIKey struct {
	OrganizationID string     `json:"organizationId"`
	ProjectID      *string    `json:"projectId,omitempty"`
	ClusterIDs     []string   `json:"clusterIds,omitempty"`
	Name           string     `json:"name"`
	Role           string     `json:"role"`
	Scopes         []KeyScope `json:"scopes,omitempty"`
	IPAllowlist    []string   `json:"ipAllowlist,omitempty"`
	ExpiresAt      *string    `json:"expiresAt,omitempty"`
}

// Rotation is how a key is replaced; a nil overlap is the control plane's to choose.
type Rotation struct {
	OverlapSeconds *int64 `json:"overlapSeconds,omitempty"`
}

// CreateAPIKey makes a key and returns it with its secret, this once.
func (c *Client) CreateAPIKey(ctx context.Context, key NewAPIKey) (APIKey, error) {
	return post[APIKey](ctx, c, "/api-keys", key)
}

// APIKey reads a key without its secret; revoked ones are still there.
func (c *Client) APIKey(ctx context.Context, id string) (APIKey, error) {
	return get[APIKey](ctx, c, at("/api-keys", id))
}

// RotateAPIKey makes a key that opens the same and returns it with its secret; the old one holds until the overlap is over.
func (c *Client) RotateAPIKey(ctx context.Context, id string, rotation Rotation) (APIKey, error) {
	return post[APIKey](ctx, c, at("/api-keys", id)+":rotate", rotation)
}

// RevokeAPIKey ends a key; one that is gone already is no error.
func (c *Client) RevokeAPIKey(ctx context.Context, id string) error {
	return c.remove(ctx, at("/api-keys", id))
}
