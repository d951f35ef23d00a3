package projectrole

import (
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/attribute"
)

const noDataRole = "NONE"

var (
	permissions = []string{
		"PROJECT_WRITE", "CLUSTER_READ", "CLUSTER_WRITE", "BACKUP_READ", "BACKUP_WRITE", "API_KEY_READ", "API_KEY_WRITE",
	}
	validPermission = regexp.MustCompile("^(" + strings.Join(permissions, "|") + ")$")
)

var about = schema.Schema{
	MarkdownDescription: "A custom role, held in projects by members, service accounts and API keys that name its `id`. A change holds for everybody who has it. " +
		"Nobody can make a role that allows more than their own.",
	Attributes: map[string]schema.Attribute{
		"id":              attribute.Told("Id, `rol_…`."),
		"organization_id": attribute.Fixed("Organisation of the role. A change makes a new role."),
		"name":            attribute.Given("Name, unique in the organisation; not that of a built-in role.", attribute.IsName()),
		"permissions": schema.SetAttribute{
			MarkdownDescription: "What it allows in a project, of `" + strings.Join(permissions, "`, `") + "`. Seeing the project is in every role.",
			ElementType:         types.StringType,
			Required:            true,
			Validators: []validator.Set{setvalidator.ValueStringsAre(stringvalidator.RegexMatches(validPermission,
				"must be one of "+strings.Join(permissions, ", ")+"; "+strings.Join(always, ", ")+" are in every role, leave them out"))},
		},
		"data_role": schema.StringAttribute{
			MarkdownDescription: "What its keys may do with rows of clusters: `DATA_VIEWER`, `DATA_OPERATOR`, `DATA_ADMIN`, or `" + noDataRole + "`, as when left out.",
			Optional:            true,
			Computed:            true,
			Default:             stringdefault.StaticString(noDataRole),
			Validators:          []validator.String{stringvalidator.OneOf(noDataRole, "DATA_VIEWER", "DATA_OPERATOR", "DATA_ADMIN")},
		},
		"created_at": attribute.CreatedAt(),
	},
}
