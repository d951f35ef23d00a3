package region

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

type listDataSource struct {
	client *client.Client
}

var _ datasource.DataSourceWithConfigure = (*listDataSource)(nil)

// NewListDataSource makes aerie_regions: every region the caller can use.
func NewListDataSource() datasource.DataSource {
	return &listDataSource{}
}

func (d *listDataSource) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_regions"
}

func (d *listDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	name := schema.StringAttribute{MarkdownDescription: "Name of the region.", Computed: true}
	response.Schema = schema.Schema{
		MarkdownDescription: "All regions the caller can use.",
		Attributes: map[string]schema.Attribute{
			"regions": schema.ListNestedAttribute{
				MarkdownDescription: "The regions.",
				Computed:            true,
				NestedObject:        schema.NestedAttributeObject{Attributes: attributes(name)},
			},
		},
	}
}

func (d *listDataSource) Configure(_ context.Context, request datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		d.client = configured
	}
}

func (d *listDataSource) Read(ctx context.Context, _ datasource.ReadRequest, response *datasource.ReadResponse) {
	found, err := d.client.Regions(ctx)
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("List regions", err)...)
		return
	}
	list := listModel{Regions: make([]model, 0, len(found))}
	for _, region := range found {
		list.Regions = append(list.Regions, observed(region))
	}
	response.Diagnostics.Append(response.State.Set(ctx, list)...)
}
