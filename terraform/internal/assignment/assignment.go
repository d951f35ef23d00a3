// Package assignment is the attribute projects of members and service accounts: their roles in single projects.
package assignment

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

var validRole = regexp.MustCompile(`^(DATA_VIEWER|DATA_OPERATOR|DATA_ADMIN|PROJECT_ADMIN|rol_.+)$`)

type model struct {
	ProjectID types.String `tfsdk:"project_id"`
	Role      types.String `tfsdk:"role"`
}

var objectType = types.ObjectType{AttrTypes: map[string]attr.Type{"project_id": types.StringType, "role": types.StringType}}

// Attribute is projects.
func Attribute() schema.Attribute {
	return schema.SetNestedAttribute{
		MarkdownDescription: "Roles in projects: exactly these; `[]`: none. Left alone when left out, for `aerie_project_membership` to manage.",
		Optional:            true,
		Validators:          []validator.Set{once{}},
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"project_id": schema.StringAttribute{MarkdownDescription: "The project.", Required: true},
			"role":       Role("Role in it: `DATA_VIEWER`, `DATA_OPERATOR`, `DATA_ADMIN`, `PROJECT_ADMIN` or the id of an `aerie_project_role`."),
		}},
	}
}

// Role is a role in a project.
func Role(description string) schema.StringAttribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Required:            true,
		Validators: []validator.String{stringvalidator.RegexMatches(validRole,
			"must be one of DATA_VIEWER, DATA_OPERATOR, DATA_ADMIN, PROJECT_ADMIN, or the id of a custom role, rol_…")},
	}
}

// OrganizationRole is a role in an organisation.
func OrganizationRole() validator.String {
	return stringvalidator.OneOf("MEMBER", "BILLING_ADMIN", "ORGANIZATION_OWNER")
}

// Wanted is what the configuration asks for; nil when it says nothing.
func Wanted(ctx context.Context, set types.Set) (*[]client.ProjectMembership, diag.Diagnostics) {
	if set.IsNull() {
		return nil, nil
	}
	var models []model
	diagnostics := set.ElementsAs(ctx, &models, false)
	wanted := make([]client.ProjectMembership, 0, len(models))
	for _, one := range models {
		wanted = append(wanted, client.ProjectMembership{ProjectID: one.ProjectID.ValueString(), Role: one.Role.ValueString()})
	}
	return &wanted, diagnostics
}

// Observe takes over the roles there are when the configuration names them, or at an import; it leaves others unsaid.
func Observe(ctx context.Context, projects *types.Set, imported bool, found []client.ProjectMembership) (diagnostics diag.Diagnostics) {
	if projects.IsNull() && (!imported || len(found) == 0) {
		*projects = types.SetNull(objectType)
		return nil
	}
	models := make([]model, 0, len(found))
	for _, one := range found {
		models = append(models, model{ProjectID: types.StringValue(one.ProjectID), Role: types.StringValue(one.Role)})
	}
	*projects, diagnostics = types.SetValueFrom(ctx, objectType, models)
	return diagnostics
}

// once refuses two roles in one project.
type once struct{}

func (once) Description(context.Context) string { return "must not name a project twice" }

func (o once) MarkdownDescription(ctx context.Context) string { return o.Description(ctx) }

func (o once) ValidateSet(ctx context.Context, request validator.SetRequest, response *validator.SetResponse) {
	if request.ConfigValue.IsNull() || request.ConfigValue.IsUnknown() {
		return
	}
	var models []model
	if response.Diagnostics.Append(request.ConfigValue.ElementsAs(ctx, &models, false)...); response.Diagnostics.HasError() {
		return
	}
	seen := map[string]bool{}
	for _, one := range models {
		id := one.ProjectID.ValueString()
		if id != "" && seen[id] {
			response.Diagnostics.AddAttributeError(request.Path, "Two roles in a project",
				fmt.Sprintf("The project %s is named twice. Give one role in it, or make an aerie_project_role that allows what both do.", id))
		}
		seen[id] = true
	}
}
