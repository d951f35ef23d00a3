package projectmembership

import (
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	"aerie.dev/terraform-provider-aerie/internal/assignment"
	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

var validMember = regexp.MustCompile(`^(usr|sac)_.+$`)

var about = schema.Schema{
	MarkdownDescription: "The role of one member or service account in one project. Others are left alone, so the projects of somebody can be managed in many places; " +
		"not beside `projects` of the same `aerie_member` or `aerie_service_account`, which takes away what it does not name.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("The project's id and the member's, `prj_…/usr_…`."),
		"organization_id": attribute.Fixed("Organisation of the project. A change makes a new membership."),
		"project_id":      attribute.Fixed("The project. A change makes a new membership."),
		"member_id": attribute.Fixed("Who has the role: a member, `usr_…`, or a service account, `sac_…`. A change makes a new membership.",
			stringvalidator.RegexMatches(validMember, "must be the id of a member, usr_…, or of a service account, sac_…")),
		"role": assignment.Role("`DATA_VIEWER`, `DATA_OPERATOR`, `DATA_ADMIN`, `PROJECT_ADMIN` or the id of an `aerie_project_role`."),
	},
}
