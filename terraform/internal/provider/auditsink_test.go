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
	theSink    = "aerie_audit_sink.test"
	syslogSink = `syslog = { host = "127.0.0.1" }`
	httpsSink  = `https = {
    url    = "http://127.0.0.1:9/siem"
    secret = "` + signature + `"
  }`
	s3Sink = `s3 = {
    bucket            = "audit"
    region            = "local"
    endpoint          = "http://127.0.0.1:9"
    access_key_id     = "id"
    secret_access_key = "hush"
  }`
	paused = "\n  enabled = false"
)

func (p platform) auditSink(name, attributes string) string {
	return p.provider() + fmt.Sprintf(`
resource "aerie_audit_sink" "test" {
  organization_id = %q
  name            = %q
  %s
}
`, p.organization, name, attributes)
}

func TestAuditSinkLives(t *testing.T) {
	p := anyPlatform(t)
	first, second := unusedName(), unusedName()
	p.run(t,
		resource.TestStep{
			Config: p.auditSink(first, syslogSink+paused),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestMatchResourceAttr(theSink, "id", regexp.MustCompile(`^snk_`)),
				resource.TestCheckResourceAttr(theSink, "syslog.port", "6514"),
				resource.TestCheckResourceAttr(theSink, "syslog.tls", "true"),
			),
		},
		resource.TestStep{ResourceName: theSink, ImportState: true, ImportStateVerify: true, ImportStateIdFunc: inOrganization(theSink)},
		resource.TestStep{
			Config: p.auditSink(second, httpsSink+paused),
			ConfigPlanChecks: before(
				plancheck.ExpectResourceAction(theSink, plancheck.ResourceActionUpdate),
				plancheck.ExpectSensitiveValue(theSink, tfjsonpath.New("https").AtMapKey("secret")),
			),
			Check: resource.TestCheckResourceAttr(theSink, "https.secret", signature),
		},
		resource.TestStep{
			Config: p.auditSink(second, s3Sink+paused),
			ConfigPlanChecks: before(
				plancheck.ExpectSensitiveValue(theSink, tfjsonpath.New("s3").AtMapKey("secret_access_key")),
			),
			Check: resource.ComposeAggregateTestCheckFunc(
				resource.TestCheckResourceAttr(theSink, "s3.prefix", ""),
				resource.TestCheckNoResourceAttr(theSink, "https.url"),
			),
		},
		resource.TestStep{
			Config:           p.auditSink(second, s3Sink+paused+"\n  from_sequence = 1"),
			ConfigPlanChecks: before(plancheck.ExpectResourceAction(theSink, plancheck.ResourceActionReplace)),
		},
	)
}

func TestPausingAnAuditSinkSendsNoSecret(t *testing.T) {
	p := fakePlatform(t)
	p.run(t,
		resource.TestStep{Config: p.auditSink("siem", httpsSink)},
		resource.TestStep{Config: p.auditSink("siem", httpsSink+paused)},
		resource.TestStep{Config: p.auditSink("siem", strings.ReplaceAll(httpsSink, signature, newSignature)+paused)},
	)
	sent := p.fake.Bodies("PATCH")
	if len(sent) != 2 || strings.Contains(sent[0], "https") || !strings.Contains(sent[1], newSignature) {
		t.Errorf("sent %v", sent)
	}
}

func TestAuditSinkChangedOrRemovedElsewhereIsBroughtBack(t *testing.T) {
	p := fakePlatform(t)
	config := p.auditSink("siem", syslogSink)
	p.run(t,
		resource.TestStep{
			Config: config, ExpectNonEmptyPlan: true,
			Check: p.set(theSink, "syslog", map[string]any{"host": "192.0.2.1", "port": 6514, "tls": true}),
		},
		resource.TestStep{Config: config, Check: removeBehind(p, theSink), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config, ConfigPlanChecks: before(plancheck.ExpectResourceAction(theSink, plancheck.ResourceActionCreate))},
	)
}

func TestAuditSinksThatCannotBe(t *testing.T) {
	p := fakePlatform(t)
	for attributes, want := range map[string]string{
		``:                            `(?s)Exactly one of these attributes must be\s+configured`,
		syslogSink + "\n" + httpsSink: `(?s)Exactly one of these attributes must be\s+configured`,
		strings.ReplaceAll(httpsSink, signature, "whsec_short"): `(?s)https.secret must be whsec_.*openssl\s+rand`,
		strings.ReplaceAll(s3Sink, `"audit"`, `"Audit_Bucket"`): `(?s)bucket must be\s+a bucket's name`,
		`syslog = { host = "siem.example.com/x" }`:              `(?s)host must be\s+a host's name or address`,
		syslogSink + "\n  from_sequence = 0":                    `from_sequence value must be at least 1`,
	} {
		p.run(t, resource.TestStep{Config: p.auditSink("siem", attributes), ExpectError: wrapped(want)})
	}
}
