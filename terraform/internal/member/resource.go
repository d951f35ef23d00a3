// Package member has the resource aerie_member and the data source aerie_members.
package member

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

// NewResource makes aerie_member.
func NewResource() resource.Resource {
	return managed.New(managed.Kind[model, client.NewMember, client.MemberChanges, client.Member]{
		Name:    "member",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/usr_…"},
		Wanted:  model.wanted,
		Changes: model.changes,
		Observe: (*model).observe,
		Create:  (*client.Client).AddMember,
		Read:    (*client.Client).Member,
		Update:  (*client.Client).ChangeMember,
		Delete:  (*client.Client).RemoveMember,
		Refused: refused,
		Then:    disabling,
	})
}

// disabling is needed for a new member who is not to be let in, which the control plane does not take with the others.
func disabling(plan model, state *model) managed.Call[client.Member] {
	if state != nil || !plan.Disabled.ValueBool() {
		return nil
	}
	return func(c *client.Client, ctx context.Context, organization, id string) (client.Member, error) {
		return c.ChangeMember(ctx, organization, id, client.MemberChanges{Disabled: plan.Disabled.ValueBoolPointer()})
	}
}

// refused says what to do about who cannot be added.
func refused(plan model, err error) diag.Diagnostics {
	advice := map[string]string{
		"ALREADY_MEMBER":  "Import the member: terraform import <address> " + plan.OrganizationID.ValueString() + "/usr_…. The ids of members are in the data source aerie_members.",
		"ACCOUNT_UNKNOWN": "Ask the person by an aerie_invitation, and add them here when they have signed in.",
	}[client.CodeOf(err)]
	if advice == "" {
		return nil
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("email"), "Create member failed", err.Error()+"\n\n"+advice)}
}
