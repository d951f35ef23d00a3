package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// TestExamplesApplyTogether applies all of them as one configuration; the test framework sees that a second plan is empty.
func TestExamplesApplyTogether(t *testing.T) {
	p := fakePlatform(t)
	config := p.provider() + fmt.Sprintf(`
variable "organization_id" { default = %q }
variable "webhook_secret" { default = %q }
variable "archive_access_key_id" { default = "id" }
variable "archive_secret_access_key" { default = "hush" }
`, p.organization, signature)
	files, err := filepath.Glob("../../examples/*/aerie_*/*.tf")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		config += string(text) + "\n"
	}
	p.run(t, resource.TestStep{Config: config}, resource.TestStep{Config: config})
}
