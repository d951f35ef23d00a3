package member

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

type listDataSource struct {
	client *client.Client
}

type listModel struct {
	OrganizationID types.String `tfsdk:"organization_id"`
	Members        []oneModel   `tfsdk:"members"`
}

type oneModel struct {
	ID       types.String `tfsdk:"id"`
	Name     types.String `tfsdk:"name"`
	Role     types.String `tfsdk:"role"`
	Disabled types.Bool   `tfsdk:"disabled"`
}

var _ datasource.DataSourceWithConfigure = (*listDataSource)(nil)

// NewListDataSource makes aerie_members: the people of an organisation.
func NewListDataSource() datasource.DataSource {
	return &listDataSource{}
}

func (d *listDataSource) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_members"
}

func (d *listDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "The people of an organisation, for their ids.",
		Attributes: map[string]schema.Attribute{
			"organization_id": schema.StringAttribute{MarkdownDescription: "The organisation.", Required: true},
			"members": schema.ListNestedAttribute{
				MarkdownDescription: "The members.",
				Computed:            true,
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"id":       schema.StringAttribute{MarkdownDescription: "Id of the person, `usr_…`.", Computed: true},
					"name":     schema.StringAttribute{MarkdownDescription: "What the person is called.", Computed: true},
					"role":     schema.StringAttribute{MarkdownDescription: "Role in the organisation.", Computed: true},
					"disabled": schema.BoolAttribute{MarkdownDescription: "Whether the person is refused for now.", Computed: true},
				}},
			},
		},
	}
}

func (d *listDataSource) Configure(_ context.Context, request datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		d.client = configured
	}
}

func (d *listDataSource) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var config listModel
	if response.Diagnostics.Append(request.Config.Get(ctx, &config)...); response.Diagnostics.HasError() {
		return
	}
	found, err := d.client.Members(ctx, config.OrganizationID.ValueString())
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("List members", err)...)
		return
	}
	config.Members = make([]oneModel, 0, len(found))
	for _, member := range found {
		config.Members = append(config.Members, oneModel{
			ID: types.StringValue(member.UserID), Name: types.StringValue(member.Name),
			Role: types.StringValue(member.Role), Disabled: types.BoolValue(member.Disabled),
		})
	}
	response.Diagnostics.Append(response.State.Set(ctx, config)...)
}
