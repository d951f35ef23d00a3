package provider_test

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"aerie.dev/terraform-provider-aerie/internal/client"
	"aerie.dev/terraform-provider-aerie/internal/fakeapi"
	"aerie.dev/terraform-provider-aerie/internal/provider"
)

const (
	envTerraform    = "TF_ACC_TERRAFORM_PATH"
	envOrganization = "AERIE_ORGANIZATION_ID"
	envRegion       = "AERIE_REGION"
)

// TestMain finds the real terraform CLI: without a path the test framework would download one.
func TestMain(m *testing.M) {
	if os.Getenv(envTerraform) == "" {
		path, err := exec.LookPath("terraform")
		if err != nil {
			fmt.Fprintf(os.Stderr, "these tests need the terraform CLI: install it or set %s\n", envTerraform)
			os.Exit(1)
		}
		os.Setenv(envTerraform, path)
	}
	os.Setenv("CHECKPOINT_DISABLE", "1")
	os.Exit(m.Run())
}

// platform is what the provider is tested against: the running platform when the environment names one, else the fake.
type platform struct {
	url          string
	key          string
	organization string
	region       string
	fake         *fakeapi.Server
}

func anyPlatform(t *testing.T) platform {
	url, key, organization := os.Getenv(provider.EnvAPIURL), os.Getenv(provider.EnvAPIKey), os.Getenv(envOrganization)
	if url == "" || key == "" || organization == "" {
		return fakePlatform(t)
	}
	region := os.Getenv(envRegion)
	if region == "" {
		region = "local"
	}
	return platform{url: url, key: key, organization: organization, region: region}
}

// fakePlatform is for what only a fake can be made to do.
func fakePlatform(t *testing.T) platform {
	server := fakeapi.Start(t)
	return platform{url: server.URL, key: fakeapi.Key, organization: fakeapi.Organization, region: "local", fake: server}
}

func (p platform) run(t *testing.T, steps ...resource.TestStep) {
	t.Helper()
	pace := client.DefaultPace
	if p.fake != nil {
		pace = client.Pace{Shortest: time.Millisecond, Longest: 5 * time.Millisecond, Retries: 4}
	}
	served := provider.WithPace("test", pace)
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"aerie": providerserver.NewProtocol6WithError(served()),
		},
		Steps: steps,
	})
}

// config puts the provider and a project before the resources under test.
func (p platform) config(project, resources string) string {
	return p.provider() + fmt.Sprintf(`
resource "aerie_project" "test" {
  organization_id = %q
  name            = %q
}
`, p.organization, project) + resources
}

func (p platform) provider() string {
	return fmt.Sprintf(`
provider "aerie" {
  api_url = %q
  api_key = %q
}
`, p.url, p.key)
}

// cluster in the project of config, with more attributes.
func (p platform) cluster(name, attributes string) string {
	return fmt.Sprintf(`
resource "aerie_cluster" "test" {
  project_id = aerie_project.test.id
  name       = %q
  region     = %q
  %s
}
`, name, p.region, attributes)
}

func (p platform) apiKey(attributes string) string {
	return fmt.Sprintf(`
resource "aerie_api_key" "test" {
  organization_id = %q
  name            = "reader"
  %s
}
`, p.organization, attributes)
}

func unusedName() string {
	return "tf-" + acctest.RandStringFromCharSet(10, acctest.CharSetAlphaNum)
}

// wrapped matches an error wherever Terraform breaks its lines.
func wrapped(pattern string) *regexp.Regexp {
	return regexp.MustCompile("(?s)" + strings.ReplaceAll(pattern, " ", `\s+`))
}
