// Package projectrole has the resource and the data source aerie_project_role.
package projectrole

import (
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/managed"
)

// NewResource makes aerie_project_role.
func NewResource() resource.Resource {
	return managed.New(managed.Kind[model, client.ProjectRoleFields, client.ProjectRoleFields, client.ProjectRole]{
		Name:    "project_role",
		Schema:  about,
		Parent:  "organization_id",
		Import:  []string{"org_…/rol_…"},
		Wanted:  model.wanted,
		Changes: managed.Whole(model.wanted),
		Observe: (*model).observe,
		Create:  (*client.Client).CreateProjectRole,
		Read:    (*client.Client).ProjectRole,
		Update:  (*client.Client).ChangeProjectRole,
		Delete:  (*client.Client).DeleteProjectRole,
	})
}
