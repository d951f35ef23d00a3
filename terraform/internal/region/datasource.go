// Package region has the data sources aerie_region and aerie_regions.
package region

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/diagnose"
)

type regionDataSource struct {
	client *client.Client
}

var _ datasource.DataSourceWithConfigure = (*regionDataSource)(nil)

// NewDataSource makes aerie_region: one region by name.
func NewDataSource() datasource.DataSource {
	return &regionDataSource{}
}

func (d *regionDataSource) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_region"
}

func (d *regionDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "A region, by name.",
		Attributes:          attributes(schema.StringAttribute{MarkdownDescription: "Name of the region.", Required: true}),
	}
}

func (d *regionDataSource) Configure(_ context.Context, request datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		d.client = configured
	}
}

func (d *regionDataSource) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var config model
	if response.Diagnostics.Append(request.Config.Get(ctx, &config)...); response.Diagnostics.HasError() {
		return
	}
	found, err := d.client.Region(ctx, config.Name.ValueString())
	if err != nil {
		response.Diagnostics.Append(diagnose.Failure("Read region "+config.Name.ValueString(), err)...)
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, observed(found))...)
}
