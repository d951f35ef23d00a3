package managed

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

// Connected is what every resource has: a name and, once the provider is configured, the control plane. Others embed it.
type Connected struct {
	// Name behind that of the provider, such as project_role.
	Name   string
	Client *client.Client
}

// Metadata tells the name.
func (c *Connected) Metadata(_ context.Context, request resource.MetadataRequest, response *resource.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_" + c.Name
}

// Configure takes the control plane from the provider; there is none yet while a configuration is only validated.
func (c *Connected) Configure(_ context.Context, request resource.ConfigureRequest, _ *resource.ConfigureResponse) {
	if configured, ok := request.ProviderData.(*client.Client); ok {
		c.Client = configured
	}
}
