package client

import "context"

const serviceAccounts = "service-accounts"

// ServiceAccount is a program that signs in by client credentials; its id is the client id. Secret and TokenURL are there only
// in the answer that made the secret.
type ServiceAccount struct {
	ID             string              `json:"id"`
	OrganizationID string              `json:"organizationId"`
	Name           string              `json:"name"`
	Role           string              `json:"role"`
	Projects       []ProjectMembership `json:"projects"`
	Disabled       bool                `json:"disabled"`
	CreatedAt      string              `json:"createdAt"`
	Secret         string              `json:"secret"`
	TokenURL       string              `json:"tokenUrl"`
}

// NewServiceAccount is a service account to be made.
type NewServiceAccount struct {
	Name     string              `json:"name"`
	Role     string              `json:"role"`
	Projects []ProjectMembership `json:"projects,omitempty"`
}

// ServiceAccountChanges are the fields of a service account that can change; nil ones stay, the projects replace those there were.
type ServiceAccountChanges struct {
	Name     *string              `json:"name,omitempty"`
	Role     *string              `json:"role,omitempty"`
	Projects *[]ProjectMembership `json:"projects,omitempty"`
	Disabled *bool                `json:"disabled,omitempty"`
}

// CreateServiceAccount makes a service account and returns it with its secret, this once.
func (c *Client) CreateServiceAccount(ctx context.Context, organization string, account NewServiceAccount) (ServiceAccount, error) {
	return post[ServiceAccount](ctx, c, in(organization, serviceAccounts), account)
}

// ServiceAccount reads a service account without its secret.
func (c *Client) ServiceAccount(ctx context.Context, organization, id string) (ServiceAccount, error) {
	return get[ServiceAccount](ctx, c, at(in(organization, serviceAccounts), id))
}

// ChangeServiceAccount changes a service account.
func (c *Client) ChangeServiceAccount(ctx context.Context, organization, id string, changes ServiceAccountChanges) (ServiceAccount, error) {
	return patch[ServiceAccount](ctx, c, at(in(organization, serviceAccounts), id), changes)
}

// RotateServiceAccountSecret returns another secret, this once; the one before opens nothing more.
func (c *Client) RotateServiceAccountSecret(ctx context.Context, organization, id string) (ServiceAccount, error) {
	return post[ServiceAccount](ctx, c, at(in(organization, serviceAccounts), id)+":rotate-secret", nil)
}

// DeleteServiceAccount deletes a service account; one that is gone already is no error.
func (c *Client) DeleteServiceAccount(ctx context.Context, organization, id string) error {
	return c.remove(ctx, at(in(organization, serviceAccounts), id))
}
