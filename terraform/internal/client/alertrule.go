package client

import "context"

const alertRules = "alert-rules"

// AlertRule is what an organisation wants to be told of.
type AlertRule struct {
	ID             string `json:"id"`
	OrganizationID string `json:"organizationId"`
	CreatedAt      string `json:"createdAt"`
	AlertRuleFields
}

// AlertRuleFields are the fields of a rule that can be said, when it is made and later.
type AlertRuleFields struct {
	Name       string    `json:"name"`
	Condition  Condition `json:"condition"`
	ChannelIDs []string  `json:"channelIds"`
	Enabled    bool      `json:"enabled"`
}

// Condition is what has to be true; which of the others a kind takes, the kind says.
type Condition struct {
	Kind       string   `json:"kind"`
	Operations []string `json:"operations,omitempty"`
	States     []string `json:"states,omitempty"`
	Quota      *string  `json:"quota,omitempty"`
	Percent    *int64   `json:"percent,omitempty"`
	UnitHours  *int64   `json:"unitHours,omitempty"`
	Metric     *string  `json:"metric,omitempty"`
	Comparison *string  `json:"comparison,omitempty"`
	Threshold  *float64 `json:"threshold,omitempty"`
	Minutes    *int64   `json:"minutes,omitempty"`
}

// CreateAlertRule makes a rule; the name must be free in its organisation.
func (c *Client) CreateAlertRule(ctx context.Context, organization string, fields AlertRuleFields) (AlertRule, error) {
	return post[AlertRule](ctx, c, in(organization, alertRules), fields)
}

// AlertRule reads a rule.
func (c *Client) AlertRule(ctx context.Context, organization, id string) (AlertRule, error) {
	return get[AlertRule](ctx, c, at(in(organization, alertRules), id))
}

// ChangeAlertRule changes a rule.
func (c *Client) ChangeAlertRule(ctx context.Context, organization, id string, fields AlertRuleFields) (AlertRule, error) {
	return patch[AlertRule](ctx, c, at(in(organization, alertRules), id), fields)
}

// DeleteAlertRule ends a rule and what it has found; one that is gone already is no error.
func (c *Client) DeleteAlertRule(ctx context.Context, organization, id string) error {
	return c.remove(ctx, at(in(organization, alertRules), id))
}
