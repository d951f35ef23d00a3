package client

import "context"

const channels = "notification-channels"

// NotificationChannel is a way to reach somebody: one of the three. Secrets are not told, and of a chat's URL only the host.
type NotificationChannel struct {
	ID             string `json:"id"`
	OrganizationID string `json:"organizationId"`
	CreatedAt      string `json:"createdAt"`
	NotificationChannelFields
}

// NotificationChannelFields are the fields of a channel that can be said, when it is made and later. In a change no target at
// all leaves it as it is.
type NotificationChannelFields struct {
	Name    string               `json:"name"`
	Email   *NotificationEmail   `json:"email,omitempty"`
	Webhook *NotificationWebhook `json:"webhook,omitempty"`
	Slack   *NotificationSlack   `json:"slack,omitempty"`
}

// NotificationEmail is mail to these addresses.
type NotificationEmail struct {
	Addresses []string `json:"addresses"`
}

// NotificationWebhook is a program that takes signed JSON.
type NotificationWebhook struct {
	URL    string  `json:"url"`
	Secret *string `json:"secret,omitempty"`
}

// NotificationSlack is a chat's incoming webhook.
type NotificationSlack struct {
	URL string `json:"url"`
}

// CreateNotificationChannel makes a channel; the name must be free in its organisation.
func (c *Client) CreateNotificationChannel(ctx context.Context, organization string, fields NotificationChannelFields) (NotificationChannel, error) {
	return post[NotificationChannel](ctx, c, in(organization, channels), fields)
}

// NotificationChannel reads a channel.
func (c *Client) NotificationChannel(ctx context.Context, organization, id string) (NotificationChannel, error) {
	return get[NotificationChannel](ctx, c, at(in(organization, channels), id))
}

// ChangeNotificationChannel changes a channel.
func (c *Client) ChangeNotificationChannel(ctx context.Context, organization, id string, fields NotificationChannelFields) (NotificationChannel, error) {
	return patch[NotificationChannel](ctx, c, at(in(organization, channels), id), fields)
}

// DeleteNotificationChannel ends a channel, and rules forget it; one that is gone already is no error.
func (c *Client) DeleteNotificationChannel(ctx context.Context, organization, id string) error {
	return c.remove(ctx, at(in(organization, channels), id))
}
