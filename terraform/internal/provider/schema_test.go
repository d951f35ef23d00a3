package provider_test

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	aerie "aerie.dev/terraform-provider-aerie/internal/provider"
	"aerie.dev/terraform-provider-aerie/internal/replace"
)

func TestEveryAttributeHasTheRightPlanModifiers(t *testing.T) {
	ctx := t.Context()
	for _, make := range aerie.New("test")().Resources(ctx) {
		made := make()
		var metadata resource.MetadataResponse
		made.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "aerie"}, &metadata)
		var response resource.SchemaResponse
		made.Schema(ctx, resource.SchemaRequest{}, &response)
		if diagnostics := response.Schema.ValidateImplementation(ctx); diagnostics.HasError() {
			t.Error(metadata.TypeName, diagnostics)
		}
		wanted := behaviours[metadata.TypeName]
		for name, attribute := range response.Schema.Attributes {
			want, listed := wanted[name]
			if got := behaviourOf(ctx, t, attribute); !listed || got != want {
				t.Errorf("%s.%s: got %v, want %v", metadata.TypeName, name, got, want)
			}
			if attribute.GetMarkdownDescription() == "" {
				t.Errorf("%s.%s has no description", metadata.TypeName, name)
			}
		}
		if len(wanted) != len(response.Schema.Attributes) {
			t.Errorf("%s has %d attributes, the table %d", metadata.TypeName, len(response.Schema.Attributes), len(wanted))
		}
	}
}

// secrets are all attributes that plans and outputs must not show.
var secrets = []string{
	"aerie_api_key.secret", "aerie_audit_sink.https.secret", "aerie_audit_sink.s3.secret_access_key",
	"aerie_notification_channel.slack.url", "aerie_notification_channel.webhook.secret", "aerie_service_account.secret",
}

func TestOnlySecretsAreSensitive(t *testing.T) {
	ctx := t.Context()
	var sensitive []string
	for _, make := range aerie.New("test")().Resources(ctx) {
		made := make()
		var metadata resource.MetadataResponse
		made.Metadata(ctx, resource.MetadataRequest{ProviderTypeName: "aerie"}, &metadata)
		var response resource.SchemaResponse
		made.Schema(ctx, resource.SchemaRequest{}, &response)
		sensitive = append(sensitive, sensitiveIn(metadata.TypeName, response.Schema.Attributes)...)
	}
	slices.Sort(sensitive)
	if !slices.Equal(sensitive, secrets) {
		t.Errorf("sensitive are %q, want %q", sensitive, secrets)
	}
	var response provider.SchemaResponse
	aerie.New("test")().Schema(ctx, provider.SchemaRequest{}, &response)
	if !response.Schema.Attributes["api_key"].IsSensitive() {
		t.Error("api_key of the provider is not sensitive")
	}
}

func sensitiveIn(path string, attributes map[string]schema.Attribute) []string {
	var found []string
	for name, attribute := range attributes {
		at := path + "." + name
		if attribute.IsSensitive() {
			found = append(found, at)
		}
		if nested, ok := attribute.(schema.SingleNestedAttribute); ok {
			found = append(found, sensitiveIn(at, nested.Attributes)...)
		}
	}
	return found
}

func behaviourOf(ctx context.Context, t *testing.T, attribute schema.Attribute) behaviour {
	t.Helper()
	modifiers, hasDefault := modifiersOf(ctx, t, attribute)
	got := behaviour{change: updates, computed: varies}
	if !attribute.IsRequired() && !attribute.IsOptional() {
		got.change = observed
	}
	if hasDefault || !attribute.IsComputed() {
		got.computed = given
	}
	for _, description := range modifiers {
		switch description {
		case "If the value of this attribute changes, Terraform will destroy and recreate the resource.",
			"If the value of this attribute is configured and changes, Terraform will destroy and recreate the resource.", replace.Description:
			got.change = replaces
		case "Once set, the value of this attribute in state will not change.", "Stays until suspended changes.":
			got.computed = stays
		default:
			t.Errorf("unknown plan modifier: %s", description)
		}
	}
	return got
}

type described interface{ Description(context.Context) string }

func modifiersOf(ctx context.Context, t *testing.T, attribute schema.Attribute) ([]string, bool) {
	t.Helper()
	switch typed := attribute.(type) {
	case schema.StringAttribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	case schema.Int64Attribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	case schema.BoolAttribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	case schema.MapAttribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	case schema.SetAttribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	case schema.SingleNestedAttribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	case schema.SetNestedAttribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	case schema.ListAttribute:
		return descriptions(ctx, typed.PlanModifiers), typed.Default != nil
	default:
		t.Errorf("teach this test attributes of type %T (%s)", attribute, attr.Type(attribute.GetType()))
		return nil, false
	}
}

func descriptions[M described](ctx context.Context, modifiers []M) []string {
	var all []string
	for _, modifier := range modifiers {
		all = append(all, modifier.Description(ctx))
	}
	return all
}
