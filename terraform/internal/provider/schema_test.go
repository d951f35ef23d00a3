package provider_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"

	aerie "aerie.dev/terraform-provider-aerie/internal/provider"
)

// What a change of an attribute does to the resource, and what an update leaves of a computed value.
const (
	replaces = "replaces the resource"
	updates  = "updates in place"
	observed = "is observed only"

	stays  = "stays over updates"
	varies = "may vary with an update"
	given  = "is given or has a default"
)

type behaviour struct{ change, computed string }

var behaviours = map[string]map[string]behaviour{
	"aerie_project": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"name":            {updates, given},
		"created_at":      {observed, stays},
	},
	"aerie_cluster": {
		"id":              {observed, stays},
		"organization_id": {observed, stays},
		"project_id":      {replaces, given},
		"name":            {updates, given},
		"region":          {replaces, given},
		"class":           {replaces, stays},
		"engine":          {replaces, stays},
		"version":         {observed, varies},
		"units":           {updates, stays},
		"replicas":        {updates, stays},
		"suspended":       {updates, given},
		"deletion_policy": {updates, stays},
		"labels":          {updates, given},
		"state":           {observed, varies},
		"endpoint":        {observed, stays},
		"created_at":      {observed, stays},

		"autoscaling":        {updates, given},
		"allowed_cidrs":      {updates, given},
		"maintenance_window": {updates, given},
		"tiering":            {updates, given},
	},
	"aerie_api_key": {
		"id":              {observed, stays},
		"organization_id": {replaces, given},
		"project_id":      {replaces, given},
		"cluster_ids":     {replaces, given},
		"name":            {replaces, given},
		"role":            {replaces, given},
		"expires_at":      {replaces, given},
		"created_at":      {observed, stays},
		"secret":          {observed, stays},
	},
	"aerie_backup_schedule": {
		"id":         {observed, stays},
		"cluster_id": {replaces, given},
		"name":       {updates, given},
		"schedule":   {updates, given},
		"time_zone":  {updates, given},
		"keep_count": {updates, given},
		"keep_age":   {updates, given},
		"verify":     {updates, given},
		"suspended":  {updates, given},
		"created_at": {observed, stays},
	},
}

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

func TestOnlyTheSecretIsSensitive(t *testing.T) {
	ctx := t.Context()
	for _, make := range aerie.New("test")().Resources(ctx) {
		var response resource.SchemaResponse
		make().Schema(ctx, resource.SchemaRequest{}, &response)
		for name, attribute := range response.Schema.Attributes {
			if attribute.IsSensitive() != (name == "secret") {
				t.Errorf("%s: sensitive is %t", name, attribute.IsSensitive())
			}
		}
	}
	var response provider.SchemaResponse
	aerie.New("test")().Schema(ctx, provider.SchemaRequest{}, &response)
	if !response.Schema.Attributes["api_key"].IsSensitive() {
		t.Error("api_key of the provider is not sensitive")
	}
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
			"If the value of this attribute is configured and changes, Terraform will destroy and recreate the resource.":
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
