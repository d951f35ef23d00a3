// Package lookup carries what all data sources do alike.
package lookup

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

// Kind describes a data source. M is its model, as the schema has it.
type Kind[M any] struct {
	// Name behind that of the provider, such as project_role.
	Name   string
	Schema schema.Schema
	// Find fills in the model, which has what the configuration gives.
	Find func(ctx context.Context, c *client.Client, model *M) diag.Diagnostics
}

type source[M any] struct {
	kind   Kind[M]
	client *client.Client
}

// New makes the data source that a kind describes.
func New[M any](kind Kind[M]) datasource.DataSourceWithConfigure {
	return &source[M]{kind: kind}
}

func (s *source[M]) Metadata(_ context.Context, request datasource.MetadataRequest, response *datasource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + s.kind.Name
}

func (s *source[M]) Schema(_ context.Context, _ datasource.SchemaRequest, response *datasource.SchemaResponse) {
	response.Schema = s.kind.Schema
}

// Configure takes the control plane from the provider; there is none yet while a configuration is only validated.
func (s *source[M]) Configure(_ context.Context, request datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		s.client = configured
	}
}

func (s *source[M]) Read(ctx context.Context, request datasource.ReadRequest, response *datasource.ReadResponse) {
	var model M
	if response.Diagnostics.Append(request.Config.Get(ctx, &model)...); response.Diagnostics.HasError() {
		return
	}
	if response.Diagnostics.Append(s.kind.Find(ctx, s.client, &model)...); response.Diagnostics.HasError() {
		return
	}
	response.Diagnostics.Append(response.State.Set(ctx, model)...)
}
