package project

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

var about = schema.Schema{
	MarkdownDescription: "A project: the clusters and keys of one team or application.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id, `prj_…`."),
		"organization_id": attribute.Fixed("Organisation of the project. A change makes a new project."),
		"name":            attribute.Given("Name, unique in the organisation."),
		"created_at":      attribute.CreatedAt(),
	},
}
