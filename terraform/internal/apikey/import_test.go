package apikey

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestImportSaysThatTheSecretCannotBeReadAgain(t *testing.T) {
	made := &apiKeyResource{}
	var described resource.SchemaResponse
	made.Schema(t.Context(), resource.SchemaRequest{}, &described)
	empty := tftypes.NewValue(described.Schema.Type().TerraformType(t.Context()), nil)
	response := &resource.ImportStateResponse{State: tfsdk.State{Schema: described.Schema, Raw: empty}}

	made.ImportState(t.Context(), resource.ImportStateRequest{ID: "key_1"}, response)

	warnings := response.Diagnostics.Warnings()
	if len(warnings) != 1 || !strings.Contains(warnings[0].Detail(), "cannot be read again") {
		t.Errorf("got %v", response.Diagnostics)
	}
}
