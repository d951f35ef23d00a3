// Package docs writes the reference of the provider, terraform/docs, from its schemas and examples.
package docs

import (
	"context"
	"io/fs"
	"path"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

const (
	given = "\n## What is given\n\n| attribute | | |\n|---|---|---|\n"
	told  = "\n## What is told\n\n| attribute | | |\n|---|---|---|\n"
)

// Pages are all pages by their paths in terraform/docs, with the examples of terraform/examples.
func Pages(ctx context.Context, described provider.Provider, examples fs.FS) map[string]string {
	pages := map[string]string{}
	var index strings.Builder
	var about provider.SchemaResponse
	described.Schema(ctx, provider.SchemaRequest{}, &about)
	index.WriteString("# Provider aerie\n\n" + about.Schema.MarkdownDescription + " How to build and use it: [README](../README.md).\n")
	index.WriteString(given + rows(ctx, common(about.Schema.Attributes), true, ""))

	index.WriteString("\n## Resources\n\n")
	for _, make := range described.Resources(ctx) {
		name, page := ofResource(ctx, make(), examples)
		pages["resources/"+name+".md"] = page
		index.WriteString("- [aerie_" + name + "](resources/" + name + ".md)\n")
	}
	index.WriteString("\n## Data sources\n\n")
	for _, make := range described.DataSources(ctx) {
		name, page := ofDataSource(ctx, make(), examples)
		pages["data-sources/"+name+".md"] = page
		index.WriteString("- [aerie_" + name + "](data-sources/" + name + ".md)\n")
	}
	pages["index.md"] = index.String()
	return pages
}

func ofResource(ctx context.Context, described resource.Resource, examples fs.FS) (string, string) {
	var name resource.MetadataResponse
	described.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "aerie"}, &name)
	var about resource.SchemaResponse
	described.Schema(ctx, resource.SchemaRequest{}, &about)
	attributes := common(about.Schema.Attributes)
	page := "# " + name.TypeName + "\n\n" + about.Schema.MarkdownDescription + "\n" +
		example(examples, "resources/"+name.TypeName+"/resource.tf") +
		given + rows(ctx, attributes, true, "")
	for block := range about.Schema.Blocks {
		page += "| `" + block + "` | block | How long Terraform waits for each: `create`, `update` and `delete`, such as `10m`. |\n"
	}
	page += told + rows(ctx, attributes, false, "")
	if text, err := fs.ReadFile(examples, "resources/"+name.TypeName+"/import.sh"); err == nil {
		page += "\n## Import\n\n```sh\n" + string(text) + "```\n"
	}
	return strings.TrimPrefix(name.TypeName, "aerie_"), page
}

func ofDataSource(ctx context.Context, described datasource.DataSource, examples fs.FS) (string, string) {
	var name datasource.MetadataResponse
	described.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: "aerie"}, &name)
	var about datasource.SchemaResponse
	described.Schema(ctx, datasource.SchemaRequest{}, &about)
	attributes := common(about.Schema.Attributes)
	page := "# " + name.TypeName + " (data source)\n\n" + about.Schema.MarkdownDescription + "\n" +
		example(examples, "data-sources/"+name.TypeName+"/data-source.tf")
	if of := rows(ctx, attributes, true, ""); of != "" {
		page += given + of
	}
	return strings.TrimPrefix(name.TypeName, "aerie_"), page + told + rows(ctx, attributes, false, "")
}

func example(examples fs.FS, file string) string {
	text, err := fs.ReadFile(examples, path.Clean(file))
	if err != nil {
		return ""
	}
	return "\n```terraform\n" + string(text) + "```\n"
}
