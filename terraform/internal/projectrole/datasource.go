package projectrole

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

type projectRoleDataSource struct {
	client *client.Client
}

type foundModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	Name           types.String `tfsdk:"name"`
	ID             types.String `tfsdk:"id"`
	Permissions    []string     `tfsdk:"permissions"`
	DataRole       types.String `tfsdk:"data_role"`
	BuiltIn        types.Bool   `tfsdk:"built_in"`
}

var _ datasource.DataSourceWithConfigure = (*projectRoleDataSource)(nil)

// NewDataSource makes aerie_project_role: one role of an organisation, by name.
func NewDataSource() datasource.DataSource {
	return &projectRoleDataSource{}
}

func (d *projectRoleDataSource) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_project_role"
}

func (d *projectRoleDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	response.Schema = schema.Schema{
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
	}
}

func (d *projectRoleDataSource) Configure(_ context.Context, request datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		d.client = configured
	}
}

func (d *projectRoleDataSource) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var config foundModel
	if response.Diagnostics.Append(request.Config.Get(ctx, &config)...); response.Diagnostics.HasError() {
		return
	}
	roles, err := d.client.ProjectRoles(ctx, config.OrganizationID.ValueString())
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("List project roles", err)...)
		return
	}
	names := make([]string, 0, len(roles))
	for _, role := range roles {
		if role.Name == config.Name.ValueString() {
			response.Diagnostics.Append(response.State.Set(ctx, found(role))...)
			return
		}
		names = append(names, role.Name)
	}
	response.Diagnostics.AddAttributeError(path.Root("name"), "No such role",
		fmt.Sprintf("The organisation has no role %q of projects. It has: %s.", config.Name.ValueString(), strings.Join(names, ", ")))
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
