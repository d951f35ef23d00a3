// Command terraform-provider-aerie is the Terraform provider "aerie".
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"aerie.dev/terraform-provider-aerie/internal/provider"
)

// version is set by the linker: -X main.version=1.2.3.
var version = "dev"

func main() {
	options := providerserver.ServeOpts{Address: provider.Address}
	if err := providerserver.Serve(context.Background(), provider.New(version), options); err != nil {
		log.Fatal(err)
	}
}
