package projectrole

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
	"aerie.dev/terraform-provider-aerie/internal/lookup"
)

type foundModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	Name           types.String `tfsdk:"name"`
	ID             types.String `tfsdk:"id"`
	Permissions    []string     `tfsdk:"permissions"`
	DataRole       types.String `tfsdk:"data_role"`
	BuiltIn        types.Bool   `tfsdk:"built_in"`
}

// NewDataSource makes aerie_project_role: one role of an organisation, by name.
func NewDataSource() datasource.DataSource {
	return lookup.New(lookup.Kind[foundModel]{
		Name: "project_role",
		Schema: schema.Schema{
			MarkdownDescription: "A role that is held in projects, by name; built-in ones too.",
			Attributes: map[string]schema.Attribute{
				"organization_id": schema.StringAttribute{MarkdownDescription: "Organisation of the role.", Required: true},
				"name":            schema.StringAttribute{MarkdownDescription: "Name, such as `DATA_VIEWER` or that of a custom role.", Required: true},
				"id":              schema.StringAttribute{MarkdownDescription: "What members, service accounts and keys name as their role.", Computed: true},
				"permissions": schema.SetAttribute{
					MarkdownDescription: "All that it allows in a project.", ElementType: types.StringType, Computed: true,
				},
				"data_role": schema.StringAttribute{MarkdownDescription: "What its keys may do with rows of clusters; `NONE`: nothing.", Computed: true},
				"built_in":  schema.BoolAttribute{MarkdownDescription: "Whether every organisation has it.", Computed: true},
			},
		},
		Find: find,
	})
}

func find(ctx context.Context, c *client.Client, role *foundModel) diag.Diagnostics {
	roles, err := c.ProjectRoles(ctx, role.OrganizationID.ValueString())
	if err != nil {
		return diagnose.Failure("List project roles", err)
	}
	names := make([]string, 0, len(roles))
	for _, one := range roles {
		if one.Name == role.Name.ValueString() {
			*role = found(one)
			return nil
		}
		names = append(names, one.Name)
	}
	return diag.Diagnostics{diag.NewAttributeErrorDiagnostic(path.Root("name"), "No such role",
		fmt.Sprintf("The organisation has no role %q of projects. It has: %s.", role.Name.ValueString(), strings.Join(names, ", ")))}
}

func found(role client.ProjectRole) foundModel {
	return foundModel{
		OrganizationID: types.StringValue(role.OrganizationID),
		Name:           types.StringValue(role.Name),
		ID:             types.StringValue(role.ID),
		Permissions:    role.Permissions,
		DataRole:       types.StringValue(role.DataRole),
		BuiltIn:        types.BoolValue(role.BuiltIn),
	}
}
