// Package alertrule is the resource aerie_alert_rule.
package alertrule

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

type alertRuleResource struct{ managed.Resource }

var _ resource.ResourceWithValidateConfig = alertRuleResource{}

// NewResource makes aerie_alert_rule.
func NewResource() resource.Resource {
	return alertRuleResource{managed.New(managed.Kind[model, client.AlertRuleFields, client.AlertRuleFields, client.AlertRule]{
		Name:    "alert_rule",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/rul_…"},
		Wanted:  model.wanted,
		Changes: managed.Whole(model.wanted),
		Observe: (*model).observe,
		Create:  (*client.Client).CreateAlertRule,
		Read:    (*client.Client).AlertRule,
		Update:  (*client.Client).ChangeAlertRule,
		Delete:  (*client.Client).DeleteAlertRule,
	})}
}
