// Package serviceaccount is the resource aerie_service_account.
package serviceaccount

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

type serviceAccountResource struct{ managed.Resource }

var _ resource.ResourceWithModifyPlan = serviceAccountResource{}

// NewResource makes aerie_service_account.
func NewResource() resource.Resource {
	return serviceAccountResource{managed.New(managed.Kind[
		model, client.NewServiceAccount, client.ServiceAccountChanges, client.ServiceAccount,
	]{
		Name:    "service_account",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/sac_…"},
		Wanted:  model.wanted,
		Changes: model.changes,
		Observe: (*model).observe,
		Create:  (*client.Client).CreateServiceAccount,
		Read:    (*client.Client).ServiceAccount,
		Update:  (*client.Client).ChangeServiceAccount,
		Delete:  (*client.Client).DeleteServiceAccount,
		Then:    then,
	})}
}

// then disables a new account, which the control plane does not take with the others, or rotates the secret.
func then(plan model, state *model) managed.Call[client.ServiceAccount] {
	switch {
	case state == nil && plan.Disabled.ValueBool():
		return func(c *client.Client, ctx context.Context, organization, id string) (client.ServiceAccount, error) {
			return c.ChangeServiceAccount(ctx, organization, id, client.ServiceAccountChanges{Disabled: plan.Disabled.ValueBoolPointer()})
		}
	case state != nil && plan.rotates(*state):
		return (*client.Client).RotateServiceAccountSecret
	}
	return nil
}

// ImportState says that the secret is not known.
func (r serviceAccountResource) ImportState(ctx context.Context, request resource.ImportStateRequest, response *resource.ImportStateResponse) {
	r.Resource.ImportState(ctx, request, response)
	if response.Diagnostics.HasError() {
		return
	}
	response.Diagnostics.AddWarning("The secret of "+request.ID+" is not known",
		"The control plane tells a secret once, when it is made: it cannot be read again. "+
			"The attribute secret stays null for an imported account; set rotation_trigger where the secret is needed.")
}
