// Package projectmembership is the resource aerie_project_membership.
package projectmembership

import (
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

// NewResource makes aerie_project_membership.
func NewResource() resource.Resource {
	return managed.New(managed.Kind[model, client.NewProjectMembership, string, client.HeldProjectMembership]{
		Name:    "project_membership",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/prj_…/usr_…", "org_…/prj_…/sac_…"},
		Wanted:  model.wanted,
		Changes: model.changes,
		Observe: (*model).observe,
		Create:  (*client.Client).CreateProjectMembership,
		Read:    (*client.Client).ProjectMembership,
		Update:  (*client.Client).ChangeProjectMembership,
		Delete:  (*client.Client).DeleteProjectMembership,
		Refused: refused,
	})
}

// refused says how to take over the role that somebody has.
func refused(_ model, err error) diag.Diagnostics {
	var other *client.HasOtherRole
	if !errors.As(err, &other) {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Create project membership failed",
		err.Error()+" Import it: terraform import <address> "+other.Held.OrganizationID+"/"+idOf(other.Held))}
}
