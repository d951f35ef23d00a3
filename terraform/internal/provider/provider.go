// Package provider is the Terraform provider aerie.
package provider

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"aerie.dev/terraform-provider-aerie/internal/alertrule"
	"aerie.dev/terraform-provider-aerie/internal/apikey"
	"aerie.dev/terraform-provider-aerie/internal/auditsink"
	"aerie.dev/terraform-provider-aerie/internal/backupschedule"
	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/cluster"
	"aerie.dev/terraform-provider-aerie/internal/invitation"
	"aerie.dev/terraform-provider-aerie/internal/member"
	"aerie.dev/terraform-provider-aerie/internal/notificationchannel"
	"aerie.dev/terraform-provider-aerie/internal/project"
	"aerie.dev/terraform-provider-aerie/internal/projectmembership"
	"aerie.dev/terraform-provider-aerie/internal/projectrole"
	"aerie.dev/terraform-provider-aerie/internal/region"
	"aerie.dev/terraform-provider-aerie/internal/serviceaccount"
)

// Address of the provider in required_providers.
const Address = "aerie.dev/aerie/aerie"

// Environment variables that stand in for the provider's attributes.
const (
	EnvAPIURL = "AERIE_API_URL"
	EnvAPIKey = "AERIE_API_KEY"
)

type aerieProvider struct {
	version string
	pace    client.Pace
}

type config struct {
	APIURL types.String `tfsdk:"api_url"`
	APIKey types.String `tfsdk:"api_key"`
}

// New makes the provider.
func New(version string) func() provider.Provider {
	return WithPace(version, client.DefaultPace)
}

// WithPace makes the provider with pauses of its own, for tests.
func WithPace(version string, pace client.Pace) func() provider.Provider {
	return func() provider.Provider { return &aerieProvider{version: version, pace: pace} }
}

func (p *aerieProvider) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = "aerie"
	response.Version = p.version
}

func (p *aerieProvider) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "Projects, clusters, who may use them, and what tells of them, in Aerie.",
		Attributes: map[string]schema.Attribute{
			"api_url": schema.StringAttribute{
				MarkdownDescription: "Address of the control plane. `" + EnvAPIURL + "` when left out.", Optional: true,
			},
			"api_key": schema.StringAttribute{
				MarkdownDescription: "API key or access token. `" + EnvAPIKey + "` when left out.", Optional: true, Sensitive: true,
			},
		},
	}
}

func (p *aerieProvider) Configure(ctx context.Context, request provider.ConfigureRequest, response *provider.ConfigureResponse) {
	var given config
	if response.Diagnostics.Append(request.Config.Get(ctx, &given)...); response.Diagnostics.HasError() {
		return
	}
	url := setting(given.APIURL, "api_url", EnvAPIURL, response)
	key := setting(given.APIKey, "api_key", EnvAPIKey, response)
	if response.Diagnostics.HasError() {
		return
	}
	made, err := client.New(client.Config{
		URL: url, Token: key, UserAgent: "terraform-provider-aerie/" + p.version, Pace: p.pace,
	})
	if err != nil {
		response.Diagnostics.AddAttributeError(path.Root("api_url"), "Not an address", err.Error())
		return
	}
	response.ResourceData = made
	response.DataSourceData = made
}

func setting(given types.String, attribute, variable string, response *provider.ConfigureResponse) string {
	if given.IsUnknown() {
		response.Diagnostics.AddAttributeError(path.Root(attribute), "Not known yet",
			"The provider needs "+attribute+" while planning. Use a value that is known by then, or set "+variable+".")
	}
	if value := given.ValueString(); value != "" {
		return value
	}
	if value := os.Getenv(variable); value != "" {
		return value
	}
	if !given.IsUnknown() {
		response.Diagnostics.AddAttributeError(path.Root(attribute), "Missing "+attribute,
			"Set "+attribute+" in the provider's configuration or "+variable+" in the environment.")
	}
	return ""
}

func (p *aerieProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		project.NewResource, projectrole.NewResource, projectmembership.NewResource, member.NewResource, invitation.NewResource,
		serviceaccount.NewResource, apikey.NewResource, cluster.NewResource, backupschedule.NewResource,
		notificationchannel.NewResource, alertrule.NewResource, auditsink.NewResource,
	}
}

func (p *aerieProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		region.NewDataSource, region.NewListDataSource, projectrole.NewDataSource, member.NewListDataSource,
	}
}
