package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
)

const (
	theChannel   = "aerie_notification_channel.test"
	mail         = `email = { addresses = ["ops@example.com", "ada@example.com"] }`
	signature    = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz"
	newSignature = "whsec_enp6enp6enp6enp6enp6enp6enp6enp6"
)

func (p platform) channel(name, attributes string) string {
	return fmt.Sprintf(`
resource "aerie_notification_channel" "test" {
  organization_id = %q
  name            = %q
  %s
}
`, p.organization, name, attributes)
}

// The platform for development lets nothing out but to this machine; nobody need listen there.
func pager(secret string) string {
	return fmt.Sprintf(`webhook = {
    url    = "http://127.0.0.1:9/pager"
    secret = %q
  }`, secret)
}

func TestNotificationChannelLives(t *testing.T) {
	p := anyPlatform(t)
	first, second := unusedName(), unusedName()
	p.run(t,
		resource.TestStep{
			Config: p.provider() + p.channel(first, mail),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theChannel, "id", regexp.MustCompile(`^nch_`)),
				resource.TestCheckResourceAttr(theChannel, "email.addresses.#", "2"),
			),
		},
		resource.TestStep{ResourceName: theChannel, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theChannel)},
		resource.TestStep{
			Config: p.provider() + p.channel(second, pager(signature)),
			ConfigPlanChecks: before(
				plancheck.ExpectResourceAction(theChannel, plancheck.ResourceActionUpdate),
				plancheck.ExpectSensitiveValue(theChannel, tfjsonpath.New("webhook").AtMapKey("secret")),
			),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theChannel, "name", second),
				resource.TestCheckResourceAttr(theChannel, "webhook.secret", signature),
				resource.TestCheckNoResourceAttr(theChannel, "email.addresses.#"),
			),
		},
		resource.TestStep{Config: p.provider() + p.channel(first, pager(newSignature))},
		resource.TestStep{
			Config: p.provider() + p.channel(first, `slack = { url = "http://127.0.0.1/hooks/T0/B0" }`),
			Check:  resource.TestCheckResourceAttr(theChannel, "slack.url", "http://127.0.0.1/hooks/T0/B0"),
		},
	)
}

func TestSecretOfAnImportedChannelIsTakenFromTheConfiguration(t *testing.T) {
	p := fakePlatform(t)
	id := p.fake.Seed("nch", map[string]any{
		"name": "pager", "webhook": map[string]any{"url": "http://127.0.0.1:9/pager", "secret": "old"},
	})
	p.run(t, resource.TestStep{
		Config: p.provider() + p.channel("pager", pager(signature)) + fmt.Sprintf(`
import {
  to = aerie_notification_channel.test
  id = "%s/%s"
}
`, p.organization, id),
		ConfigPlanChecks: before(plancheck.ExpectResourceAction(theChannel, plancheck.ResourceActionUpdate)),
	})
	if sent := p.fake.Bodies("PATCH"); len(sent) != 1 || !strings.Contains(sent[0], signature) {
		t.Errorf("sent %v", sent)
	}
}

func TestNewNameOfAChannelSendsNoSecret(t *testing.T) {
	p := fakePlatform(t)
	p.run(t,
		resource.TestStep{Config: p.provider() + p.channel("pager", pager(signature))},
		resource.TestStep{Config: p.provider() + p.channel("on call", pager(signature))},
	)
	if sent := p.fake.Bodies("PATCH"); len(sent) != 1 || strings.Contains(sent[0], "webhook") {
		t.Errorf("sent %v", sent)
	}
}

func TestChannelChangedElsewhereIsBroughtBack(t *testing.T) {
	p := fakePlatform(t)
	config := p.provider() + p.channel("chat", `slack = { url = "https://chat.example.com/hooks/T0" }`)
	p.run(t,
		resource.TestStep{
			Config: config, ExpectNonEmptyPlan: true,
			Check: p.set(theChannel, "slack", map[string]any{"url": "https://other.example.com/hooks/T0"}),
		},
		resource.TestStep{Config: config, Check: removeBehind(p, theChannel), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theChannel, plancheck.ResourceActionCreate))},
	)
}

func TestChannelsThatCannotBe(t *testing.T) {
	p := fakePlatform(t)
	for attributes, want := range map[string]string{
		``:                                `(?s)Exactly one of these attributes must be\s+configured`,
		mail + "\n" + pager(signature):    `(?s)Exactly one of these attributes must be\s+configured`,
		`email = { addresses = [] }`:      `at least 1 elements`,
		`email = { addresses = ["ada"] }`: `(?s)must be\s+an e-mail address`,
		pager("hush"):                     `(?s)webhook.secret must be whsec_.*openssl\s+rand`,
		`slack = { url = "chat.example.com/hooks" }`:                `(?s)slack.url must be an https URL`,
		`slack = { url = "https://ada:pw@chat.example.com/hooks" }`: `(?s)slack.url must be an https URL`,
	} {
		p.run(t, resource.TestStep{Config: p.provider() + p.channel("pager", attributes), ExpectError: wrapped(want)})
	}
}
